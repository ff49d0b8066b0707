"""What is about to be linked: a difference is never shown as two equal texts, and what is issued already says so."""

import pytest

from bot.locale import Words
from bot.slack.modals import link


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        ("differs in what is not shown", "pero con otro producto, descuento, impuesto o descripción"),
        ("issued there", "sin aprobación de nadie aquí"),
    ],
)
def test_the_form_says_what_a_person_would_otherwise_miss(sample: str, said: str) -> None:
    words = Words("es_CO")
    assert said in str(link.draw(link.SAMPLES[sample], words))
    assert said not in str(link.draw(link.SAMPLES["differs"], words))
