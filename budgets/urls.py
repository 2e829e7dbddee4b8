"""The addresses of money in, and who: the demonstration's sign-ins, and people."""

from __future__ import annotations

from django.urls import URLPattern, path

from budgets.set_up.month_parts import MONTH_PARTS
from budgets.set_up.part import paths_of
from budgets.set_up.parts import PARTS
from budgets.views import bank_holidays, calendar, home, notices, people, set_up, set_up_steps

urlpatterns: list[URLPattern] = [
    path("demonstration/sign-in/", home.demonstration_sign_in, name="demonstration_sign_in"),
    path("account/news/", notices.news, name="news"),
    path("account/letters/", notices.letters, name="letters"),
    path("places/<slug:place>/people/", people.people, name="people"),
    path("places/<slug:place>/people/invite/", people.people_invite, name="people_invite"),
    path("places/<slug:place>/people/<int:pk>/end/", people.role_end, name="role_end"),
    path("places/<slug:place>/people/<int:pk>/narrow/", people.role_narrow, name="role_narrow"),
    path("set-up/places/new/", set_up.place_new, name="set_up_new"),
    path("places/<slug:place>/set-up/place/", set_up.place_edit, name="set_up_place"),
    path("places/<slug:place>/set-up/partners/<int:pk>/succession/", set_up_steps.succession, name="set_up_succession"),
    path("places/<slug:place>/set-up/agreements/<int:pk>/clauses/", set_up_steps.clauses, name="set_up_clauses"),
    path("places/<slug:place>/set-up/administrator/", set_up_steps.administrator, name="set_up_administrator"),
    path("places/<slug:place>/set-up/year/", set_up_steps.year, name="set_up_year"),
    path("places/<slug:place>/calendar/", calendar.calendar, name="calendar"),
    path("places/<slug:place>/calendar/file/", calendar.calendar_ics, name="calendar_ics"),
    path("places/<slug:place>/calendar/move/", calendar.calendar_move, name="calendar_move"),
    path("places/<slug:place>/calendar/<int:pk>/put-back/", calendar.calendar_put_back, name="calendar_put_back"),
    path("set-up/bank-holidays/", bank_holidays.bank_holidays, name="bank_holidays"),
    path("set-up/bank-holidays/new/", bank_holidays.bank_holiday_add, name="bank_holiday_add"),
    path("set-up/bank-holidays/<int:pk>/", bank_holidays.bank_holiday_edit, name="bank_holiday_edit"),
    path("set-up/bank-holidays/<int:pk>/remove/", bank_holidays.bank_holiday_remove, name="bank_holiday_remove"),
    *(address for part in (*PARTS, *MONTH_PARTS) for address in paths_of(part)),
]
