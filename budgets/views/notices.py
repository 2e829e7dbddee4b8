"""What a person was told, and how they want to be told by e-mail."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from budgets.actions.notices import choose_letters, mark_seen
from budgets.forms import LettersForm
from budgets.models import Notice
from budgets.notices.kinds import KINDS, when_of
from budgets.notices.letters import letters_wanted
from s75.models import User

A_PAGE = 50
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def news(request: HttpRequest) -> HttpResponse:
    """The person's notices, unseen ones first; a POST marks those that were on the page's first line and before as seen."""
    user = cast(User, request.user)
    if request.method == "POST":
        upto = request.POST.get("upto", "")
        if upto.isdecimal() and len(upto) < 19:
            mark_seen(by=user, upto=int(upto))
        return redirect("news")
    mine = Notice.objects.filter(user=user).select_related("place")
    ordered = mine.order_by(F("seen_at").desc(nulls_first=True), "-pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    newest = max((notice.pk for notice in page if notice.seen_at is None), default=0)
    return render(request, "budgets/news.html", {"page": page, "newest": newest})


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """How the person wants notices by e-mail, and everything that there is to be told."""
    user = cast(User, request.user)
    form = LettersForm(request.POST or None, initial={"letters": letters_wanted(user)})
    if request.method == "POST" and form.is_valid():
        choose_letters(letters=form.cleaned_data["letters"], by=user)
        messages.success(request, "Your choice is kept.")
        return redirect("letters")
    context = {"form": form, "kinds": [(when_of(kind), kind.who) for kind in KINDS]}
    return render(request, "budgets/letters.html", context, status=UNPROCESSABLE if form.errors else 200)
