"""The rule that an allocation's parts make it, in a form that both of its tables can run."""

from django.db import migrations

RULE = """
CREATE OR REPLACE FUNCTION s75_allocation_readds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint; wrong record;
BEGIN
    IF TG_TABLE_NAME = 'budgets_allocation' THEN
        which := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        which := OLD.allocation_id;
    ELSE
        which := NEW.allocation_id;
    END IF;
    SELECT a.amount, sum(p.amount) AS parts INTO wrong FROM budgets_allocation a
        JOIN budgets_allocationpart p ON p.allocation_id = a.id WHERE a.id = which
        GROUP BY a.id HAVING a.amount <> sum(p.amount);
    IF FOUND THEN
        RAISE EXCEPTION 'the parts of the allocation make £%, not £%', wrong.parts, wrong.amount
            USING ERRCODE = '23514', CONSTRAINT = 'allocation_parts_readd';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0006_receipt_key")]
    operations = [migrations.RunSQL(RULE, elidable=False)]
