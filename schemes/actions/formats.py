"""The saved format of a partner's ledger: learned from its first posted file, corrected by its officers, forgotten."""

from __future__ import annotations

from budgets.access import require
from budgets.models import Partner, Place
from budgets.roles import Power
from s75.errors import BadInput, WrongState
from s75.history import recorded
from s75.models import User
from schemes.intake.plan import Plan
from schemes.intake.reading import HEADINGS
from schemes.models import ActualsImport, SavedFormat


def learn_format(*, plan: Plan, made: ActualsImport, by: User) -> SavedFormat | None:
    """Keep the format of a posted file where none is kept yet; one that is kept stays as it is."""
    if plan.ledger is None or SavedFormat.objects.filter(place=plan.place, partner=plan.partner).exists():
        return None
    read = plan.ledger.format
    headings = {name: getattr(read, name)[:90] for name in HEADINGS}
    if headings["amount"]:
        headings |= {"debit": "", "credit": ""}
    if not headings["code"] or not (headings["amount"] or (headings["debit"] and headings["credit"])):
        return None  # a column without a heading cannot be found again by it
    with recorded(by=by, reason=f"Learn the format of {plan.filename}"):
        return SavedFormat.objects.create(
            place=plan.place,
            partner=plan.partner,
            sheet=plan.ledger.sheet[:120],
            basis=plan.basis,
            learned_from=made,
            **headings,
        )


def change_format(
    *,
    place: Place,
    partner: Partner,
    by: User,
    code: str,
    basis: str,
    amount: str = "",
    debit: str = "",
    credit: str = "",
    description: str = "",
    period: str = "",
    commitment: str = "",
    sheet: str = "",
    negative: bool = False,
) -> SavedFormat:
    """Say which headings of a partner's ledger mean what; the next file is read by it. The history keeps the former.

    Raises BadInput unless there is a heading for the codes, and either one for amounts or both for debits and credits.
    """
    require(by, Power.IMPORT_ACTUALS, partner=partner)
    given = {
        "code": code,
        "amount": amount,
        "debit": debit,
        "credit": credit,
        "description": description,
        "period": period,
        "commitment": commitment,
        "sheet": sheet,
    }
    given = {name: text.strip() for name, text in given.items()}
    _check(given, basis)
    with recorded(by=by, reason=f"Change the ledger format of {partner}"):
        kept, _ = SavedFormat.objects.update_or_create(
            place=place,
            partner=partner,
            defaults={**given, "basis": basis, "negative": negative, "learned_from": None},
        )
        return kept


def _check(given: dict[str, str], basis: str) -> None:
    amount, debit, credit = given["amount"], given["debit"], given["credit"]
    if not given["code"]:
        raise BadInput("Enter the heading of the column of codes.")
    if bool(amount) == bool(debit and credit) or (amount and (debit or credit)):
        raise BadInput("Enter either the heading of the amounts, or those of both the debits and the credits.")
    if basis not in ActualsImport.Basis.values:
        raise BadInput("Choose whether the amounts are cumulative or of the month.")


def forget_format(*, place: Place, partner: Partner, by: User) -> None:
    """Forget a format: the next file is read by what its headings mean, and its format is learned anew."""
    require(by, Power.IMPORT_ACTUALS, partner=partner)
    with recorded(by=by, reason=f"Forget the ledger format of {partner}"):
        gone, _ = SavedFormat.objects.filter(place=place, partner=partner).delete()
        if not gone:
            raise WrongState(f"No ledger format of {partner} is kept.")
