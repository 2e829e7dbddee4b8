"""Planning workbooks as councils send them: both layouts of the national template, 120 rows, with what may go wrong."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from schemes.sources.bcf_plan import Lists

HEADERS_2023 = {
    "ref": "Scheme\nID",
    "name": "Scheme Name",
    "description": "Brief Description of Scheme",
    "scheme_type": "Scheme Type",
    "sub_type": "Sub Types",
    "type_other": "Please specify if 'Scheme Type' is 'Other'",
    "outputs_1": "Expected outputs 2023-24",
    "outputs_2": "Expected outputs 2024-25",
    "unit": "Units",
    "area": "Area of Spend",
    "area_other": "Please specify if 'Area of Spend' is 'other'",
    "commissioner": "Commissioner",
    "nhs": "% NHS (if Joint Commissioner)",
    "la": "% LA (if Joint Commissioner)",
    "provider": "Provider",
    "source": "Source of Funding",
    "is_new": "New/\nExisting Scheme",
    "amount_1": "Expenditure 23/24 (£)",
    "amount_2": "Expenditure 24/25 (£)",
    "share": "% of Overall Spend (Average)",
}
REWORDED = HEADERS_2023 | {
    "ref": "Scheme reference",
    "name": "Name of scheme",
    "description": "Scheme description",
    "scheme_type": "Type of scheme",
    "nhs": "NHS %",
    "la": "LA %",
    "provider": "Provider type",
    "source": "Funding source",
    "is_new": "New or existing",
    "amount_1": "Planned expenditure 2023-24",
    "amount_2": "Planned expenditure 2024-25",
}
HEADERS_2025 = {
    "ref": "Scheme ID",
    "scheme_type": "Activity",
    "description": "Description of Scheme",
    "objective": "Primary Objective",
    "area": "Area of Spend",
    "provider": "Provider",
    "source": "Source of Funding",
    "amount_1": "Expenditure for 2025-26 (£)",
    "comments": "Comments (optional)",
}
HEADERS_2022 = {
    key: HEADERS_2023[key]
    for key in ("ref", "name", "description", "scheme_type", "sub_type", "area", "commissioner", "nhs", "la",
                "provider", "source")
} | {"amount_1": "Expenditure (£)", "is_new": "New/ Existing Scheme"}  # fmt: skip

TYPES = ("Community Based Schemes", "Carers Services", "Urgent Community Response", "Home Care or Domiciliary Care")
TYPES_2025 = ("Home-based intermediate care", "Support to carers", "Urgent community response", "Other")
SOURCES = ("Minimum NHS Contribution", "iBCF", "DFG", "Additional LA Contribution", "ICB Discharge Funding")
SOURCES_2025 = ("Minimum NHS Contribution", "Local Authority Better Care Grant", "DFG", "Additional LA Contribution")
LISTS = Lists(
    scheme_type=(*TYPES, "Other"),
    sub_type={"Carers Services": ("Respite services", "Other")},
    area_of_spend=("Acute", "Community Health", "Social Care", "Other"),
    commissioner=("LA", "NHS", "Joint"),
    provider_type=("Local Authority", "NHS", "NHS Community Provider", "Private Sector"),
    source=(*SOURCES, "Additional NHS Contribution", "Local Authority Discharge Funding"),
    unit=("Hours of care", "Packages"),
)
LISTS_2025 = Lists(
    scheme_type=TYPES_2025,
    area_of_spend=LISTS.area_of_spend,
    provider_type=LISTS.provider_type,
    source=(*SOURCES_2025, "Additional NHS Contribution"),
)
TITLE_ROWS = 12  # the header stands in the row after them
LA_NAME, ICB_NAME = "Testshire", "NHS Testshire ICB"


def scheme_rows(count: int = 120, *, layout: int = 2023) -> list[dict[str, Any]]:
    """Rows of schemes: every fifth is a second row of the scheme before; amounts differ and end in pence."""
    types, sources = (TYPES_2025, SOURCES_2025) if layout == 2025 else (TYPES, SOURCES)
    rows: list[dict[str, Any]] = []
    for number in range(1, count + 1):
        second = number % 5 == 0
        scheme = number - 1 if second else number
        source = sources[number % len(sources)]
        nhs_side = "NHS" in source or "ICB" in source
        joint = number % 7 == 0
        rows.append(
            {
                "ref": scheme,
                "name": f"Scheme {scheme}",
                "description": f"What scheme {scheme} does, part {2 if second else 1}.",
                "scheme_type": types[scheme % len(types)],
                "outputs_1": 10 + number,
                "outputs_2": 12 + number,
                "unit": "Packages",
                "area": "Social Care" if not nhs_side else "Community Health",
                "commissioner": "Joint" if joint else "NHS" if nhs_side else "LA",
                "nhs": 0.6 if joint else None,
                "la": 0.4 if joint else None,
                "provider": "NHS Community Provider" if nhs_side else "Local Authority",
                "source": source,
                "is_new": "Existing",
                "amount_1": Decimal(100_000) + Decimal(number) * Decimal("1234.56"),
                "amount_2": Decimal(105_000) + Decimal(number) * Decimal("1300.25"),
                "share": 0.01,
                "objective": "Home First",
            }
        )
    return rows


def by_source(rows: Sequence[Mapping[str, Any]], amount: str = "amount_1") -> dict[str, Decimal]:
    """What rows spend of each source, in £."""
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["source"]] = found.get(row["source"], Decimal(0)) + row[amount]
    return found


@dataclass
class Book:
    """A workbook to be written: change what it holds, then take its `content`."""

    rows: list[dict[str, Any]] = field(default_factory=scheme_rows)
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS_2023))
    order: Sequence[str] = ()
    sheet: str = "6a. Expenditure"
    title: str = "Better Care Fund 2023-25 Template"
    board: str = LA_NAME
    income: Mapping[str, Mapping[str, tuple[Decimal, Decimal]]] | None = None
    with_income: bool = True
    planted: dict[tuple[int, str], Any] = field(default_factory=dict)
    prepared: int = 30
    totals: bool = False
    districts: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    @classmethod
    def of_2025(cls, count: int = 120, **more: Any) -> Book:
        return cls(
            rows=scheme_rows(count, layout=2025), headers=dict(HEADERS_2025), sheet="5. Expenditure",
            title="Better Care Fund 2025-26 Template", **more,
        )  # fmt: skip

    def column(self, key: str) -> int:
        """The number of a column, from 1; the first is left blank, as the template's margin."""
        return list(self.order or self.headers).index(key) + 2

    def row(self, index: int) -> int:
        """The number of a scheme's row, by its place among the rows."""
        return TITLE_ROWS + 2 + index

    @property
    def content(self) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        cover = book.create_sheet("1. Guidance")
        cover.append([self.title])
        if self.with_income:
            self._income(book.create_sheet("4. Income"))
        self._spend(book.create_sheet(self.sheet))
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _spend(self, sheet: Worksheet) -> None:
        sheet["B1"] = self.title
        sheet.merge_cells("B1:H1")
        sheet["B3"], sheet["D3"] = "Selected Health and Wellbeing Board:", self.board
        sheet["B5"], sheet["F5"], sheet["G5"] = "Running Balances", "Income", "Expenditure"
        sheet["B6"], sheet["F6"], sheet["G6"] = "DFG", 1, 2
        keys = list(self.order or self.headers)
        header = TITLE_ROWS + 1
        for key in keys:
            sheet.cell(header, self.column(key), self.headers[key])
        for index, row in enumerate(self.rows):
            for key in keys:
                sheet.cell(self.row(index), self.column(key), row.get(key))
        sheet.row_dimensions[self.row(3)].hidden = True
        end = self.row(len(self.rows))
        for index in range(self.prepared):
            sheet.cell(end + index, self.column("ref"), 900 + index)
        if self.totals:
            sheet.cell(end + self.prepared, 2, "Total")
            sheet.cell(end + self.prepared, self.column("amount_1"), sum(row["amount_1"] for row in self.rows))
        for (index, key), value in self.planted.items():
            sheet.cell(self.row(index), self.column(key), value)

    def contributions(self) -> Mapping[str, Mapping[str, tuple[Decimal, Decimal]]]:
        """By source, what each body pays in both years: what was set, or just what the rows spend."""
        if self.income is not None:
            return self.income
        one = by_source(self.rows)
        two = by_source(self.rows, "amount_2")
        return {
            source: {(ICB_NAME if "NHS" in source or "ICB" in source else LA_NAME): (amount, two[source])}
            for source, amount in one.items()
        }

    def _income(self, sheet: Worksheet) -> None:
        sheet.append([self.title])
        sheet.append(["4. Income"])
        years = (
            ("Gross Contribution Yr 1", "Gross Contribution Yr 2") if "amount_2" in self.headers else ("Contribution",)
        )
        every = [Decimal(0)] * len(years)
        for source, bodies in self.contributions().items():
            sheet.append([])
            sheet.append([f"{source}", *years, "Comments - please use this box"])
            sums = [Decimal(0)] * len(years)
            for body, amounts in bodies.items():
                sheet.append([body, *amounts[: len(years)]])
                sums = [a + b for a, b in zip(sums, amounts, strict=False)]
            if source == "DFG" and self.districts:
                sheet.append(["DFG breakdown for two-tier areas only (where applicable)"])
                for district, amounts in self.districts.items():
                    sheet.append([district, *amounts[: len(years)]])
            sheet.append(["3", *([0] * len(years))])
            sheet.append([f"Total {source}", *sums])
            every = [a + b for a, b in zip(every, sums, strict=True)]
        sheet.append(["Are any additional ICB Contributions being made? If yes, please detail below", "No"])
        sheet.append(["Total BCF Pooled Budget", *every])
