"""Posting a partner's ledger: previewed first, then all of it or nothing, as the difference to earlier imports."""

from __future__ import annotations

from decimal import Decimal

from budgets.actions.years import keep_open
from budgets.models import Place
from s75.errors import BadInput
from s75.history import recorded
from s75.models import User
from s75.planner import written
from schemes.actions.file_rows import keep_file_rows
from schemes.actions.formats import learn_format
from schemes.intake.marking import hold_place, marks_of
from schemes.intake.plan import Plan
from schemes.intake.planning import plan_import, stamps_of
from schemes.intake.reading import FileRead
from schemes.models import Actual, ActualsImport, Commitment, ImportedFile, LedgerMonth


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
    difference: str = "",
    illustrative: bool = False,
    read: FileRead | None = None,
) -> tuple[ActualsImport, Plan]:
    """Post a ledger file: every posting stamped with its fund's open period; all of it or nothing.

    `read` is what reading the file gave, where that was done before. Raises BadInput with every problem found,
    AlreadyDone, NotPermitted, and PeriodLocked when a fund has no open period or the open one lies before the ledger's
    month.
    """
    with recorded(by=by, reason=f"Import {filename}"):
        hold_place(place)
        plan = plan_import(
            place=place, partner_code=partner_code, year=year, month=month, filename=filename, content=content, by=by,
            sheet=sheet, basis=basis, control_total=control_total, difference=difference, read=read,
        )  # fmt: skip
        if plan.problems:
            raise BadInput(f"{filename} cannot be posted; nothing was saved.", problems=plan.problems)
        keep_open(funds=plan.funds, year=year)
        made = _post(plan, stamps_of(plan), illustrative, by)
        learn_format(plan=plan, made=made, by=by)
        return made, plan


def _post(plan: Plan, stamps: dict[int, int], illustrative: bool, by: User) -> ActualsImport:
    made = _record(plan, illustrative, by)
    ImportedFile.objects.create(actuals_import=made, content=plan.content)
    keep_file_rows(made, plan)
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
    written(Actual, len(plan.postings))
    Commitment.objects.bulk_create(_commitments(made, plan, stamps), batch_size=1000)
    LedgerMonth.objects.bulk_create(marks_of(made, stamps))
    return made


def _record(plan: Plan, illustrative: bool, by: User) -> ActualsImport:
    assert plan.ledger is not None
    return ActualsImport.objects.create(
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
        typed_total=plan.typed_total,
        difference=plan.difference if plan.typed_total not in (None, plan.control_total) else "",
        attempt=ActualsImport.objects.filter(place=plan.place, partner=plan.partner, sha256=plan.sha256).count(),
        illustrative=illustrative,
        imported_by=by,
    )


def _commitments(made: ActualsImport, plan: Plan, stamps: dict[int, int]) -> list[Commitment]:
    return [
        Commitment(
            actuals_import=made,
            line=one.line,
            fund_id=one.line.fund_id,
            year=plan.year,
            month=plan.month,
            posted_in=stamps[one.line.fund_id],
            code=one.code,
            amount=one.amount,
        )
        for one in plan.commitments
    ]
