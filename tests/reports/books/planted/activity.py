"""Indicators, readings, plans and fortnights that are not what the books say of them."""

from __future__ import annotations

from reports.books import activity
from tests.reports.books.planted.plant import BCF, HEREFORD, Plant

INSPECTIONS = "(SELECT id FROM schemes_indicator WHERE name = 'Number of inspections')"
HOSTEL = "(SELECT id FROM schemes_indicator WHERE name = 'Hostel Accommodation % exited in a planned way')"

ACTIVITY = (
    Plant(
        activity.indicators_fit_their_place,
        f"UPDATE schemes_indicator SET fund_id = {BCF} WHERE id = {INSPECTIONS}",
        "“Number of inspections” of Nottinghamshire is of another place’s fund",
    ),
    Plant(
        activity.indicators_fit_their_place,
        f"UPDATE schemes_indicator SET place_id = {HEREFORD} WHERE name = 'Packages of home care started'",
        "“Packages of home care started” of Herefordshire is of another place’s scheme",
    ),
    Plant(
        activity.indicators_fit_their_place,
        f"UPDATE schemes_indicator SET totals = true WHERE id = {HOSTEL}",
        "adds up what cannot be added",
    ),
    Plant(
        activity.readings_fit_their_year,
        f"UPDATE schemes_reading SET number = 5 WHERE indicator_id = {INSPECTIONS} AND number = 2",
        "A reading of “Number of inspections” is of quarter 5 of 2020-21, which has 4",
    ),
    Plant(
        activity.readings_fit_their_year,
        f"UPDATE schemes_indicatortarget SET number = 6 WHERE indicator_id = {HOSTEL}",
        "A plan of “Hostel Accommodation % exited in a planned way” is of quarter 6",
    ),
    Plant(
        activity.plans_are_read_as_written,
        f"UPDATE schemes_indicatortarget SET comparator = '<' WHERE indicator_id = {HOSTEL}",
        "The plan “>80%” of “Hostel Accommodation % exited in a planned way” in 2020-21 is judged as < 80",
    ),
    Plant(
        activity.fortnights_fit_their_year,
        "UPDATE schemes_fortnightspend SET number = 27 WHERE number = 18",
        "H1 is returned for fortnight 27 of 2022-23, which has 26",
    ),
    Plant(
        activity.answers_fit_their_place,
        "INSERT INTO schemes_returnanswer (place_id, year, quarter, scheme_id, source, question, issues, text, version, "
        f"saved_by_id, saved_at) SELECT {HEREFORD}, 2022, 2, id, '', 'issues', false, '', 1, "
        "(SELECT min(id) FROM s75_user), now() FROM schemes_scheme WHERE ref = 'BCF-02'",
        "An answer of Herefordshire’s national return is of another place’s scheme BCF-02",
    ),
)
