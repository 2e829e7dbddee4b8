"""Undoing an import: what it posted is taken back in the periods that are open; the import itself stays on record."""

from __future__ import annotations

from django.db.models import Sum

from budgets.access import require
from budgets.actions.years import keep_open
from budgets.models import Fund
from budgets.roles import Power
from s75.errors import AlreadyDone, BadInput, WrongState
from s75.history import recorded
from s75.models import User
from s75.years import month_label
from schemes.intake.marking import hold_place, stamps_for
from schemes.models import Actual, ActualsImport, ImportReversal, LedgerMonth, ReversedLedger


def reverse_import(*, made: ActualsImport, reason: str, by: User) -> ImportReversal:
    """Take back all that an import posted, also from suspense; the same file may then be imported again.

    Only the partner's newest import of the year that stands can be undone: each file posts the difference to those
    before it, so the later ones go first. The negatives are stamped with the open period, and from that period on the
    import's months are not in any more; what is locked does not move. Raises BadInput without a reason, AlreadyDone,
    WrongState naming the newer import, PeriodLocked when a fund has no open period.
    """
    require(by, Power.IMPORT_ACTUALS, partner=made.partner)
    if not reason.strip():
        raise BadInput("Say why the import is undone. The reason is kept on record.")
    with recorded(by=by, reason=reason.strip()[:400]):
        hold_place(made.place)
        if ImportReversal.objects.filter(actuals_import=made).exists():
            raise AlreadyDone(f"{made.filename} was undone already.")
        _require_newest(made)
        funds = list(Fund.objects.filter(pk__in=LedgerMonth.objects.filter(actuals_import=made).values("fund")))
        for fund in funds:
            require(by, Power.IMPORT_ACTUALS, partner=made.partner, agreement=fund.agreement_id)
        keep_open(funds=funds, year=made.year)
        stamps = stamps_for(funds, made.year, made.month)
        return _take_back(made, reason.strip()[:400], stamps, by)


def newer_import(made: ActualsImport) -> ActualsImport | None:
    """The newest standing import of the partner's year that came after one; None when it is the newest itself."""
    later = ActualsImport.objects.filter(
        place=made.place_id, partner=made.partner_id, year=made.year, pk__gt=made.pk, reversal__isnull=True
    )
    return later.order_by("-pk").first()


def _require_newest(made: ActualsImport) -> None:
    newer = newer_import(made)
    if newer is not None:
        raise WrongState(
            f"{newer.filename} ({month_label(newer.month)}) was imported after {made.filename} and posted the "
            f"difference to it. Undo {newer.filename} first, or import a corrected file: it posts the difference."
        )


def _take_back(made: ActualsImport, reason: str, stamps: dict[int, int], by: User) -> ImportReversal:
    reversal = ImportReversal.objects.create(actuals_import=made, reason=reason, reversed_by=by)
    ReversedLedger.objects.bulk_create(
        ReversedLedger(reversal=reversal, actuals_import=made, fund_id=fund, year=made.year, posted_in=stamp)
        for fund, stamp in stamps.items()
    )
    sums = Actual.objects.filter(actuals_import=made).values_list("line", "fund", "month", "code")
    Actual.objects.bulk_create(
        (
            Actual(
                line_id=line,
                fund_id=fund,
                year=made.year,
                month=month,
                posted_in=stamps[fund],
                amount=-amount,
                actuals_import=made,
                code=code,
                reversal=reversal,
                posted_by=by,
            )
            for line, fund, month, code, amount in sums.annotate(amount=Sum("amount")).order_by("line", "code")
            if amount != 0
        ),
        batch_size=1000,
    )
    return reversal
