"""paper: make a paper of a place or a fund as at a period, in any of its forms."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budgets.acting import add_place_arguments, named_funds, refuse
from budgets.models import Fund, Period
from reports.catalogue import PAPERS, Wanted
from reports.house_style.offered import template_called
from reports.making import FORMS, make_document, make_paper
from reports.render.docx_template import fill_template
from s75.errors import PeriodLocked, RuleBroken, Unknown
from s75.models import User
from s75.years import month_label, year_label


class Command(BaseCommand):
    help = "Make a paper; it goes to the file named with --out, else to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_arguments(parser, what="place_or_fund")
        parser.add_argument("--paper", choices=sorted(PAPERS), default="board")
        parser.add_argument("--format", choices=sorted(FORMS), default="json")
        parser.add_argument(
            "--layout", default="plain", help="one that comes with the product, or the place's own by its slug"
        )
        parser.add_argument("--about", default="", help="what to narrow the paper to, such as a partner's code")
        parser.add_argument(
            "--template",
            help="a Word template to fill, with --format docx: a file, or the name of one that the place keeps",
        )
        parser.add_argument("--out", type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = self._make(options)
        except RuleBroken as broken:
            refuse(broken)
        if options["out"]:
            try:
                options["out"].write_bytes(made)
            except OSError as wrong:
                raise CommandError(f"{options['out']} cannot be written: {wrong.strerror}.", returncode=1) from wrong
            return
        sys.stdout.buffer.write(made)
        sys.stdout.flush()

    def _make(self, options: dict[str, Any]) -> bytes:
        funds = named_funds(options["place_or_fund"])
        if options["email"]:
            funds = _seen_by(options["email"], funds)
        year, month = options["year"], options["period"]
        periods = list(Period.objects.filter(fund__in=funds, year=year))
        if not any(p.month == month and p.state != Period.State.FUTURE for p in periods):
            raise PeriodLocked(
                f"{month_label(month)} {year_label(year)} has not been opened, so there is nothing to print."
            )
        asked: dict[str, Any] = {
            "place": funds[0].place,
            "funds": funds,
            "year": year,
            "period": month,
            "periods": periods,
            "layout": options["layout"],
            "about": _about(options, Wanted(funds[0].place, funds, year, month, periods)),
        }
        if options["template"]:
            return _filled(options["paper"], options["template"], options["format"], asked)
        return make_paper(options["paper"], options["format"], **asked)


def _about(options: dict[str, Any], wanted: Wanted) -> str:
    """What the paper is narrowed to; Unknown for anything that its page would not offer."""
    about: str = options["about"]
    kind = PAPERS[options["paper"]]
    offered = [value for value, _ in kind.about.choices(wanted)] if about and kind.about else []
    if about and about not in offered:
        may_be = f": it can be about {', '.join(offered)}" if offered else ""
        raise Unknown(f"The {kind.title.lower()} cannot be about “{about}”{may_be}.")
    return about


def _filled(paper: str, named: str, form: str, asked: dict[str, Any]) -> bytes:
    """The paper in a Word template: a file where there is one of that name, else one that the place keeps."""
    if form != "docx":
        raise CommandError("--template goes with --format docx.", returncode=1)
    path = Path(named)
    if not path.exists():
        return make_paper(paper, form, **asked, template=template_called(asked["place"], paper, named))
    try:
        template = path.read_bytes()
    except OSError as wrong:
        raise CommandError(f"{path} cannot be read: {wrong.strerror}.", returncode=1) from wrong
    return fill_template(template, make_document(paper, **asked), name=f"“{path.name}”")


def _seen_by(email: str, funds: list[Fund]) -> list[Fund]:
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    seen = list(Fund.objects.visible_to(user).filter(pk__in=[fund.pk for fund in funds])) if user else []
    if not seen:
        raise Unknown(f"{email} sees no such place or fund.")
    return [fund for fund in funds if fund in seen]
