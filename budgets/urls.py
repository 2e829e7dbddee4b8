"""The addresses of money in, and who: the demonstration's sign-ins, and people."""

from __future__ import annotations

from django.urls import URLPattern, path

from budgets.set_up.part import paths_of
from budgets.set_up.parts import PARTS
from budgets.views import home, people, set_up, set_up_steps

urlpatterns: list[URLPattern] = [
    path("demonstration/sign-in/", home.demonstration_sign_in, name="demonstration_sign_in"),
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
    *(address for part in PARTS for address in paths_of(part)),
]
