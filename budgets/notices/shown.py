"""What every page shows of notices: how many the person has not seen."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from budgets.access import unseen_count


def unseen_notices(request: HttpRequest) -> dict[str, object]:
    """The count for the header; read only where a page shows it, and with what the person may do."""
    user = getattr(request, "user", None)
    return {"unseen_notices": SimpleLazyObject(lambda: unseen_count(user))}
