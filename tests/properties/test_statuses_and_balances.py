"""Whatever people, Alegra and other hands do to invoices and payments, in any order: statuses and balances stay true.

Hypothesis chooses every next step and shortens what it finds to the fewest. `STATES=2000 make test TEST=tests/properties`
tries as many new lives as the figures in docs/reliability.md.
"""

from tests.properties.invoicing_life import Invoicing
from tests.properties.lengths import LIFE, PATIENCE

pytestmark = PATIENCE


TestInvoicing = Invoicing.TestCase
TestInvoicing.settings = LIFE
