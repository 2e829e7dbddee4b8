"""The base of the admin pages, which are there to read: changes are made on the product's own pages; and people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from s75.models import User


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # Django itself takes none
    """A model that staff can look through and nobody can write here."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def read_only(
    model: type[Model],
    *columns: str,
    related: Sequence[str] = (),
    filters: Sequence[str] = (),
    search: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> None:
    """Register a table to look through: its columns, and the rows that naming one needs beyond its own foreign keys."""
    keys = [field.name for field in model._meta.fields if field.is_relation and field.name in columns]
    attributes = {
        "list_display": columns,
        "list_select_related": [*keys, *related],
        "list_filter": filters,
        "search_fields": search,
        "exclude": hidden,
    }
    admin.site.register(model, type(f"{model.__name__}Admin", (ReadOnly,), attributes))


@admin.register(User)
class UserAdmin(ReadOnly):
    list_display = ("name", "email", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    exclude = ("password",)
