"""The sign-ins of the demonstration: shown and offered only where one is loaded, and never in production."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from budgets.models import Place
from s75.models import User

PASSWORD = "pooled-budget-2022"  # noqa: S105 - shown on the start page of the demonstration
DOMAIN = "demonstration.example"


def is_shown() -> bool:
    """Whether the start page offers the demonstration's sign-ins."""
    return not settings.PRODUCTION and Place.objects.filter(demonstration=True).exists()


def sign_ins() -> QuerySet[User]:
    """The people of the demonstration who may sign in, in the order in which they were invited."""
    return User.objects.filter(email__iendswith=f"@{DOMAIN}", is_active=True).order_by("pk")
