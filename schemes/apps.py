"""Registers the app."""

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "schemes"
