"""QR codes that a reader reads: checked by reading them back, and against matrices that ZXing read once."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.alegra.qr import Matrix, TooLongForQr, qr_matrix

FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")


@given(st.text(max_size=120))
@settings(max_examples=30, deadline=None)
def test_every_code_is_square_with_its_three_finders(text: str) -> None:
    matrix = qr_matrix(text)
    size = len(matrix)
    assert {len(row) for row in matrix} == {size}
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert tuple(_bits(matrix, top + row, left, 7) for row in range(7)) == FINDER


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=14))
@settings(max_examples=50, deadline=None)
def test_a_small_code_reads_back_as_its_text(text: str) -> None:
    if len(text.encode()) <= 14:
        assert _read_version_1(qr_matrix(text)) == text


@pytest.mark.parametrize(("length", "size"), [(14, 21), (15, 25), (213, 57), (214, 61), (2331, 177)])
def test_the_smallest_version_that_holds_the_text_is_taken(length: int, size: int) -> None:
    assert len(qr_matrix("x" * length)) == size


@pytest.mark.parametrize(
    ("length", "digest"),
    [
        (40, "1e4721b09230d724"),
        (110, "321da0f15516e662"),
        (200, "12e804b8356be359"),
        (430, "45dcd5a87e5bb8ce"),
        (800, "2321049500c5b22b"),
        (1500, "44d0f1e362462ad8"),
        (2331, "de7abee5553f6168"),
    ],
)
def test_larger_codes_are_those_that_zxing_read(length: int, digest: str) -> None:
    matrix = qr_matrix("".join(chr(33 + position * 7 % 90) for position in range(length)))
    rows = "\n".join(_bits(matrix, row, 0, len(matrix)) for row in range(len(matrix)))
    assert sha256(rows.encode()).hexdigest()[:16] == digest


def test_too_long_a_text_is_refused_by_name() -> None:
    with pytest.raises(TooLongForQr, match="holds 2331 bytes, not 2332"):
        qr_matrix("x" * 2332)


def _bits(matrix: Matrix, row: int, left: int, count: int) -> str:
    return "".join("1" if dark else "0" for dark in matrix[row][left : left + count])


def _read_version_1(matrix: Matrix) -> str:
    """Unmask, walk the columns, and take the bytes of the only block: level M has 16 data codewords."""
    bits = ""
    for turn, right in enumerate([20, 18, 16, 14, 12, 10, 8, 5, 3, 1]):
        for row in range(20, -1, -1) if turn % 2 == 0 else range(21):
            for column in (right, right - 1):
                is_function = row == 6 or (row < 9 and (column < 9 or column > 12)) or (row > 12 and column < 9)
                if not is_function:
                    bits += "1" if matrix[row][column] ^ ((row + column) % 2 == 0) else "0"
    assert bits[:4] == "0100"
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * at : 20 + 8 * at], 2) for at in range(length)).decode()
