from decimal import Decimal

import pytest

from sandbox.received import NotJson, read_json


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"text": "\\ud800"}',
        b"[" * 100_000,
        '{"half": "\udfff"}',
    ],
)
def test_what_a_browser_could_not_read_again_is_no_json(raw: bytes | str) -> None:
    with pytest.raises(NotJson):
        read_json(raw)


def test_numbers_are_read_as_asked() -> None:
    assert read_json(b'{"a": 1.10}') == {"a": 1.1}
    assert str(read_json(b'{"a": 1.10}', parse_float=Decimal)["a"]) == "1.10"
