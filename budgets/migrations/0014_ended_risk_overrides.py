"""A scheme's own risk rule can be ended: from a period on it is left to the fund's."""

from django.db import migrations, models

KINDS = [
    ("fixed", "Fixed percentages"),
    ("contributions", "In proportion to contributions"),
    ("bearer", "One partner bears all"),
    ("tiers", "In tiers"),
    ("none", "Not shared: each partner bears its own lines"),
    ("fund", "As the fund’s rule says: the scheme’s own has ended"),
]


class Migration(migrations.Migration):
    dependencies = [("budgets", "0013_overspend_notices")]

    operations = [
        migrations.AlterField("riskrule", "kind", models.CharField(max_length=14, choices=KINDS)),
        migrations.AlterField("riskruleevent", "kind", models.CharField(max_length=14, choices=KINDS)),
    ]
