import pytest

from bot.billing.quoted import invoice_numbers, only_amount, plain_words, read_message

PREFIXES = frozenset({"FE", "CC", ""})


@pytest.mark.parametrize(
    ("text", "lines", "clients"),
    [
        ("facturar a ACME 3 horas", "", ("ACME 3 horas",)),
        ("4 x mantenimiento para Clínica Los Andes", "4 x mantenimiento", ("Clínica Los Andes",)),
        (
            "Factura para *Clínica &amp; Co*:\n• 4 x mantenimiento @850000\n- 2 × limpieza -10%\ngracias <@U1|ana>",
            "4 x mantenimiento @850000\n2 × limpieza -10%",
            ("Clínica & Co:",),
        ),
        ("Cliente: Hotel Mirador; 2 x filtro, 1,5 x hora", "2 x filtro\n1,5 x hora", ("Hotel Mirador",)),
        ("invoice for Acme: 3 x hour", "3 x hour", ("Acme",)),
        ("¿Quién paga el almuerzo?", "", ()),
        ("", "", ()),
    ],
)
def test_a_message_is_read_for_lines_with_quantities_and_for_whom_it_is(
    text: str, lines: str, clients: tuple[str, ...]
) -> None:
    read = read_message(text)
    assert (read.lines, read.clients) == (lines, clients)


def test_a_line_of_its_own_may_be_the_clients_name() -> None:
    assert read_message("Hotel Mirador\n2 x filtro").others == ("Hotel Mirador",)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("*ya* pagó <@U0ANA|ana> en <#C1|ventas>", "ya pagó @ana en #ventas"),
        ("<https://x.example/a|la orden> y <https://x.example/b>", "la orden y https://x.example/b"),
        ("<!channel> 3 &lt; 4 &amp;amp; <@U0ANA>", "3 < 4 &amp;"),
        ("2*3*4 sigue igual", "2*3*4 sigue igual"),
    ],
)
def test_words_are_taken_as_people_see_them(sent: str, seen: str) -> None:
    assert plain_words(sent) == seen


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("pagaron FE341, fe-342 y la FE 343", ("FE341", "FE342", "FE343")),
        ("FE341 otra vez: FE-341; el documento d-7k3q", ("FE341", "D-7K3Q")),
        ("la orden 45-8812 del café 341, SAFE12 y FE34X", ()),
    ],
)
def test_numbers_of_invoices_are_found_and_nothing_else_is(said: str, numbers: tuple[str, ...]) -> None:
    assert invoice_numbers(said, PREFIXES) == numbers


def test_without_numberings_only_names_of_documents_are_known() -> None:
    assert invoice_numbers("FE341 y D-7K3Q", frozenset()) == ("D-7K3Q",)


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("entraron $4.283.919 hoy", "4.283.919"),
        ("COP 1.000.000, o sea $1.000.000", "1.000.000"),
        ("$5 o $6", ""),
        ("4283919", ""),
    ],
)
def test_an_amount_counts_only_when_it_is_money_and_the_only_one(said: str, amount: str) -> None:
    assert only_amount(said) == amount
