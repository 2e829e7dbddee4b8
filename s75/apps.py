"""Registers the ground floor as an app, for its users, its tags and its commands."""

from django.apps import AppConfig


class S75Config(AppConfig):
    name = "s75"
    verbose_name = "People"
