"""Tags and filters that every template has at hand: form fields in GOV.UK's markup, and amounts of pounds."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.forms import widgets
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from s75.money import to_pence
from s75.years import year_label

register = template.Library()
register.filter("year_label", year_label)  # 2022 is printed as 2022-23

KINDS = (  # the first that fits; the order matters, as some are children of others
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.PasswordInput, "password"),
    (widgets.Textarea, "textarea"),
    (widgets.Select, "select"),
    (widgets.FileInput, "file"),
)
CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "input": "govuk-input",
}


@register.filter
def widget_kind(field: BoundField) -> str:
    """The GOV.UK component that shows the field: input, password, textarea, select, file, checkbox(es) or radios."""
    return next((kind for widget, kind in KINDS if isinstance(field.field.widget, widget)), "input")


@register.filter
def govuk_widget(field: BoundField) -> SafeString:
    """The field's own widget, with the component's classes added to those that the form gave it."""
    kind = widget_kind(field)
    classes = [CLASSES.get(kind, ""), field.field.widget.attrs.get("class", "")]
    if field.errors and kind in ("input", "password", "textarea", "select", "file"):
        component = {"password": "input", "file": "file-upload"}.get(kind, kind)
        classes.append(f"govuk-{component}--error")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def choice_input(choice: BoundWidget, kind: str) -> SafeString:
    """One radio button or checkbox of a group."""
    choice.data["attrs"]["class"] = f"govuk-{kind}__input"
    return choice.tag()


@register.filter
def first_id(field: BoundField) -> str:
    """Where an error summary leads: the widget, or the first of a group of them."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def pounds(value: Decimal) -> str:
    """An amount in £ to the penny, with separators and a true minus: −1,234.50. Captions give the unit."""
    amount = to_pence(value)
    return f"\N{MINUS SIGN}{-amount:,.2f}" if amount < 0 else f"{abs(amount):,.2f}"  # a zero never has a sign


@register.filter
def sterling(value: Decimal) -> str:
    """An amount as a sentence names it: £1,234.50 or −£1,234.50."""
    printed = pounds(value)
    return printed.replace("\N{MINUS SIGN}", "\N{MINUS SIGN}£") if "\N{MINUS SIGN}" in printed else f"£{printed}"
