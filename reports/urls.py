"""Every address of this floor."""

from __future__ import annotations

from reports.addresses.money import MONEY
from reports.addresses.month import MONTH
from reports.addresses.papers import PAPERS

urlpatterns = [*MONTH, *MONEY, *PAPERS]
