"""Forms print themselves in GOV.UK's markup."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class GovukForms(TemplatesSetting):
    """Whole forms and single field groups come from our own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
