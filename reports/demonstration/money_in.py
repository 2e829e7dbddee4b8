"""The demonstration's money in: conditions, instalments, the allocation that two places share, and the grant passed on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from budgets.actions.conditions import Part, set_allocation, set_condition
from budgets.actions.instalments import invoice_instalment, plan_instalments, record_receipt
from budgets.actions.streams import change_stream
from budgets.models import Contribution
from reports.demonstration.case import PAPER, YEAR, Case
from reports.demonstration.parties import DISTRICTS
from schemes.actions.commissioning import JOINT, set_commissioning
from schemes.actions.passing import plan_passing, record_passing, report_spend
from schemes.actions.permitted import set_permitted

ILLUSTRATIVE = "illustrative"
NATIONAL = {  # the names of the streams in the national template's list of sources of funding
    "NHS minimum contribution": "Minimum NHS Contribution",
    "iBCF": "iBCF",
    "DFG": "DFG",
    "ASC Discharge Fund (LA)": "Local Authority Discharge Funding",
    "ASC Discharge Fund (ICB)": "ICB Discharge Funding",
}
FLOORS = {"social_care": Decimal(19_000_000), "out_of_hospital": Decimal(9_910_000)}
EQUIPMENT, NHS_PART = "BCF-08", Decimal(60)  # commissioned jointly
GRANT_LINES = [f"BCF-{number}" for number in range(11, 17)]  # of the districts, in their order
REPORTED = ((0, 412_300), (1, 305_150), (3, 388_000), (4, 601_480))  # district, £ to the end of P06
DUE, LATER = date(2022, 6, 30), date(2022, 10, 31)


def bring_money_in(case: Case) -> None:
    """What the papers do not give of this is illustrative, and marked so."""
    _name_streams(case)
    _test_conditions(case)
    _pay_instalments(case)
    _share_allocation(case)
    _pass_grant_on(case)


def _name_streams(case: Case) -> None:
    """The streams' national names, and for each ring-fence the schemes whose lines it pays for."""
    for name, stream in case.streams.items():
        if name in NATIONAL:
            case.streams[name] = change_stream(stream=stream, national=NATIONAL[name], by=case.installer)
        if stream.ring_fenced:
            own = {line.scheme for line in case.lines.values() if line.stream_id == stream.pk}
            set_permitted(stream=stream, schemes=own, by=case.installer)


def _test_conditions(case: Case) -> None:
    """Whoever leads a scheme of the Better Care Fund commissions it; the equipment is commissioned jointly."""
    nhs = {case.partners["CCG"].pk, case.partners["ICB"].pk}
    for scheme in {line.scheme for line in case.lines.values() if line.fund_id == case.funds["BCF"].pk}:
        joint = scheme.ref == EQUIPMENT
        side = "NHS" if scheme.lead_commissioner_id in nhs else "LA"
        set_commissioning(
            scheme=scheme,
            commissioner=JOINT if joint else side,
            nhs_percent=NHS_PART if joint else None,
            by=case.installer,
        )
    for kind, floor in FLOORS.items():
        set_condition(
            place=case.place,
            year=YEAR,
            kind=kind,
            floor=floor,
            source=ILLUSTRATIVE,
            illustrative=True,
            by=case.installer,
        )


def _pay_instalments(case: Case) -> None:
    """The ICB pays in equal quarters: of its minimum contribution the third is late, of mental health three are in."""
    _pay(case, "BCF", "NHS minimum contribution", "BCF", invoiced=3, received=2)
    _pay(case, "MH", "ICB contribution", "MH", invoiced=3, received=3)


def _pay(case: Case, fund: str, stream: str, code: str, *, invoiced: int, received: int) -> None:
    contribution = Contribution.objects.select_related("fund__host", "partner", "stream").get(
        fund=case.funds[fund], year=YEAR, stream=case.streams[stream]
    )
    officer = case.people["WCC", "finance_officer"]
    made = plan_instalments(contribution=contribution, illustrative=True, by=officer)
    for part in made[:invoiced]:
        day = part.due_on.replace(day=4)
        invoice_instalment(instalment=part, invoice=f"WCC-{code}-22-{part.position}", on=day, by=officer)
    for part in made[:received]:
        day = part.due_on.replace(day=21)
        record_receipt(instalment=part, amount=part.amount, on=day, reference="BACS", by=officer)


def _share_allocation(case: Case) -> None:
    """One allocation for two counties: Herefordshire's part never enters Worcestershire's funds."""
    set_allocation(
        place=case.place,
        partner=case.partners["ICB"],
        year=YEAR,
        name="ASC Discharge Fund, ICB",
        amount=Decimal(2_100_000),
        parts=[
            Part(Decimal(1_500_000), place=case.place, stream=case.streams["ASC Discharge Fund (ICB)"]),
            Part(Decimal(600_000), elsewhere="Herefordshire"),
        ],
        precision="published, rounded to £0.1m",
        source=PAPER,
        by=case.installer,
    )


def _pass_grant_on(case: Case) -> None:
    """Disabled Facilities Grant goes to the six districts in June; the last gets half of it later, which is overdue."""
    by, opening = case.manager(case.funds["BCF"]), case.place.seats
    districts = [opening.get(partner__name__startswith=f"{name} ").partner for name in DISTRICTS]
    for ref, district in zip(GRANT_LINES, districts, strict=True):
        line = case.lines[ref]
        amount = line.budget_entries.get().amount
        half = amount / 2
        parts = (
            [(district, DUE, half), (district, LATER, half)] if ref == GRANT_LINES[-1] else [(district, DUE, amount)]
        )
        made = plan_passing(line=line, parts=parts, illustrative=True, by=by)
        record_passing(passing=made[0], on=date(2022, 6, 24), reference="BACS", by=by)
    for number, spent in REPORTED:
        report_spend(
            line=case.lines[GRANT_LINES[number]],
            partner=districts[number],
            month=6,
            amount=Decimal(spent),
            source=ILLUSTRATIVE,
            illustrative=True,
            by=by,
        )
