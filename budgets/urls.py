"""The addresses of money in, and who: the demonstration's sign-ins, and people."""

from __future__ import annotations

from django.urls import URLPattern, path

from budgets.views import home, people

urlpatterns: list[URLPattern] = [
    path("demonstration/sign-in/", home.demonstration_sign_in, name="demonstration_sign_in"),
    path("places/<slug:place>/people/", people.people, name="people"),
    path("places/<slug:place>/people/invite/", people.people_invite, name="people_invite"),
    path("places/<slug:place>/people/<int:pk>/end/", people.role_end, name="role_end"),
    path("places/<slug:place>/people/<int:pk>/narrow/", people.role_narrow, name="role_narrow"),
]
