"""Posting a partner's ledger: previewed first, then all of it or nothing, as the difference to earlier imports."""

from __future__ import annotations

from decimal import Decimal

from budgets.models import Place
from s75.errors import BadInput
from s75.history import recorded
from s75.models import User
from s75.years import month_of, year_of
from schemes.intake.plan import CUMULATIVE, Plan
from schemes.intake.planning import plan_import, stamps_of
from schemes.models import Actual, ActualsImport, ImportedFile, ImportRow, LedgerMonth


def import_actuals(
    *,
    place: Place,
    partner_code: str,
    year: int,
    month: int,
    filename: str,
    content: bytes,
    by: User,
    sheet: str | None = None,
    basis: str | None = None,
    control_total: Decimal | None = None,
    illustrative: bool = False,
) -> tuple[ActualsImport, Plan]:
    """Post a ledger file: every posting stamped with its fund's open period; all of it or nothing.

    Raises BadInput with every problem found, AlreadyDone, NotPermitted, and PeriodLocked when a fund has no open period
    or the open one lies before the ledger's month.
    """
    with recorded(by=by, reason=f"Import {filename}"):
        Place.objects.select_for_update().get(pk=place.pk)  # one import of a place at a time
        plan = plan_import(
            place=place,
            partner_code=partner_code,
            year=year,
            month=month,
            filename=filename,
            content=content,
            by=by,
            sheet=sheet,
            basis=basis,
            control_total=control_total,
        )
        if plan.problems:
            raise BadInput(f"{filename} cannot be posted; nothing was saved.", problems=plan.problems)
        stamps = stamps_of(plan)
        return _post(plan, stamps, illustrative, by), plan


def _post(plan: Plan, stamps: dict[int, int], illustrative: bool, by: User) -> ActualsImport:
    assert plan.ledger is not None
    made = ActualsImport.objects.create(
        place=plan.place,
        partner=plan.partner,
        year=plan.year,
        month=plan.month,
        basis=plan.basis,
        filename=plan.filename,
        sheet=plan.ledger.sheet[:120],
        sha256=plan.sha256,
        rows=plan.rows,
        control_total=plan.control_total,
        posted=plan.posted,
        left_out=plan.as_dict()["left_out"],
        illustrative=illustrative,
        imported_by=by,
    )
    ImportedFile.objects.create(actuals_import=made, content=plan.content)
    ImportRow.objects.bulk_create(_file_rows(made, plan), batch_size=5000)
    Actual.objects.bulk_create(
        (
            Actual(
                line=posting.line,
                fund_id=posting.line.fund_id,
                year=plan.year,
                month=plan.month,
                posted_in=stamps[posting.line.fund_id],
                amount=posting.amount,
                actuals_import=made,
                code=posting.code,
                posted_by=by,
            )
            for posting in plan.postings
        ),
        batch_size=1000,
    )
    _mark_months(made, plan, stamps)
    return made


def _file_rows(made: ActualsImport, plan: Plan) -> list[ImportRow]:
    assert plan.ledger is not None
    left_out = {one.code: one.fate for one in plan.left_out}
    kept = [(row, left_out.get(row.code, ImportRow.Fate.POSTED.value)) for row in plan.ledger.rows]
    kept += [(row, ImportRow.Fate.SUBTOTAL.value) for row in plan.ledger.subtotals]
    return [
        ImportRow(
            actuals_import=made,
            row=row.row,
            code=row.code[:40],
            description=row.description[:200],
            reference=row.reference[:80],
            amount=row.amount,
            fate=fate,
        )
        for row, fate in sorted(kept, key=lambda pair: pair[0].row)
    ]


def _mark_months(made: ActualsImport, plan: Plan, stamps: dict[int, int]) -> None:
    """Say which months of the ledger are now in: a cumulative file brings every month since the partner started."""
    first = plan.month
    if plan.basis == CUMULATIVE:
        starts = plan.partner.starts
        first = month_of(starts) if starts is not None and year_of(starts) == plan.year else 1
    LedgerMonth.objects.bulk_create(
        LedgerMonth(
            fund=fund,
            year=plan.year,
            month=month,
            posted_in=stamps[fund.pk],
            partner=plan.partner,
            actuals_import=made,
        )
        for fund in plan.funds
        for month in range(min(first, plan.month), plan.month + 1)
    )
