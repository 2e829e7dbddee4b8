"""Whether a place shows its published papers to everybody."""

from __future__ import annotations

from django.utils import timezone

from budgets.models import Place
from budgets.roles import Power
from reports.models import PublicPage
from reports.publishing.powers import require_for_all
from s75.history import recorded
from s75.locking import held
from s75.models import User


def show_publicly(*, place: Place, shown: bool, by: User) -> PublicPage:
    """Switch a place's public page on or off. By whoever may publish in every agreement of the place."""
    require_for_all(by, Power.PUBLISH_PAPERS, place.funds.select_related("agreement"))
    with recorded(by=by, reason=f"{'Show' if shown else 'Hide'} the published papers of {place}"):
        page, _ = held(PublicPage.objects).update_or_create(
            place=place, defaults={"shown": shown, "changed_by": by, "changed_at": timezone.now()}
        )
        return page
