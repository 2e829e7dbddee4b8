"""Setting a place up: making it, and the list, the new one and the changed one of each part that it is made of."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from budgets.actions.places import change_place, create_place
from budgets.set_up.forms import NewPlaceForm, PlaceForm
from budgets.set_up.part import Part
from budgets.set_up.scope import operator_scope, set_up_frame, set_up_scope
from budgets.views.form_page import form_page
from s75.models import User

FORM = ["GET", "HEAD", "POST"]
A_PAGE = 100
LONGEST_SOUGHT = 100


@require_http_methods(FORM)
def place_new(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.is_staff:
        raise PermissionDenied("Only whoever runs this installation sets up places.")
    form = NewPlaceForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        return f"{create_place(**form.cleaned_data, by=user)} is there. Go on with its partners."

    trail = [{"text": "Places", "href": reverse("home")}, {"text": "Set up a place", "href": ""}]
    context = {
        "title": "Set up a place",
        "teaches": "A place is the area of one Health and Wellbeing Board. Its partners, agreement, funds and money follow.",
        "button": "Set up the place",
        "back": reverse("home"),
        "trail": trail,
    }
    done = lambda: reverse("set_up", args=[form.cleaned_data["slug"]])  # noqa: E731  # known only after it is made
    return form_page(request, form=form, act=act, done=done, context=context)


@require_http_methods(FORM)
def place_edit(request: HttpRequest, place: str) -> HttpResponse:
    scope = set_up_scope(request, place)
    form = PlaceForm(request.POST if request.method == "POST" else None, place=scope.place, thing=scope.place)

    def act() -> str:
        return f"{change_place(place=scope.place, by=scope.user, **form.given())} is saved."

    back = reverse("set_up", args=[place])
    around = set_up_frame(scope, ("Name and board", ""))
    context = {"title": "Name and board", "button": "Save", "back": back, **around}
    return form_page(request, form=form, act=act, done=back, context=context)


@require_safe
def part_list(request: HttpRequest, place: str, part: Part) -> HttpResponse:
    scope = set_up_scope(request, place)
    words = request.GET.get("find", "").replace("\x00", "").strip()[:LONGEST_SOUGHT]
    page = Paginator(part.found(scope.place, words), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "cells": [heading.prints(thing) for heading in part.columns],
            "edit": part.edit_address(scope.place, thing) if part.change else "",
            "beside": part.beside(scope.place, thing, scope.user),
        }
        for thing in page
    ]
    context = {
        "part": part,
        "rows": rows,
        "page": page,
        "find": words,
        "finds": bool(part.sought) and (bool(words) or page.has_other_pages()),
        "headings": [heading.heading for heading in part.columns],
        "links": bool(part.change) or any(row["beside"] for row in rows),
        "add": part.add_address(scope.place),
        "more": part.more(scope.place, scope.user),
        "back": reverse("set_up", args=[place]),
    }
    return render(request, "budgets/set_up_list.html", context | set_up_frame(scope, (part.title, "")))


@require_http_methods(FORM)
def part_add(request: HttpRequest, place: str, part: Part) -> HttpResponse:
    scope = operator_scope(request, place) if part.beyond else set_up_scope(request, place)
    form = part.form(request.POST if request.method == "POST" else None, place=scope.place)

    def act() -> str:
        return f"{part.add(scope.place, scope.user, form.given())} is added."

    back = part.list_address(scope.place)
    around = set_up_frame(scope, (part.title, back), (f"Add {part.one}", ""))
    context: dict[str, Any] = {"title": f"Add {part.one}", "button": "Add", "back": back, **around}
    return form_page(request, form=form, act=act, done=back, context=context)


@require_http_methods(FORM)
def part_edit(request: HttpRequest, place: str, pk: int, part: Part) -> HttpResponse:
    scope = set_up_scope(request, place)
    thing = part.thing(scope.place, pk)
    if thing is None or part.change is None:
        raise Http404("There is no such thing in this place.")
    change = part.change
    form = part.form(request.POST if request.method == "POST" else None, place=scope.place, thing=thing)

    def act() -> str:
        return f"{change(thing, scope.user, form.given())} is saved."

    back = part.list_address(scope.place)
    around = set_up_frame(scope, (part.title, back), (str(thing), ""))
    context: dict[str, Any] = {"title": f"Change {thing}", "button": "Save", "back": back, **around}
    return form_page(request, form=form, act=act, done=back, context=context)
