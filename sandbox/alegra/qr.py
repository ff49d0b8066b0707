"""QR codes (ISO/IEC 18004) in byte mode with error correction level M, versions 1 to 40."""

from collections.abc import Iterator

Matrix = list[list[bool]]
"""Rows of modules, True is dark; the quiet zone is left to who draws it."""

# ISO/IEC 18004:2015 table 9, level M: error correction codewords per block, and blocks, for versions 1 to 40.
CORRECTION_PER_BLOCK = (
    *(10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26),
    *(26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28),
)
BLOCKS = (
    *(1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16),
    *(17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49),
)
LEVEL_M = 0b00
MASK = 0
"""A fixed mask, (row + column) even: readers accept any of the eight; choosing the prettiest buys nothing on paper."""


def _powers_of_two() -> tuple[int, ...]:
    """In GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1, the field of QR's Reed-Solomon code."""
    powers = [1]
    while len(powers) < 255:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0x11D if doubled > 255 else doubled)
    return tuple(powers)


POWERS = _powers_of_two()
LOGARITHMS = {power: exponent for exponent, power in enumerate(POWERS)}


class TooLongForQr(ValueError):
    def __init__(self, size: int) -> None:
        super().__init__(f"a QR code of level M holds 2331 bytes, not {size}")
        self.size = size


def qr_matrix(text: str) -> Matrix:
    """The modules of a QR code with `text` in UTF-8. Raise `TooLongForQr` beyond 2331 bytes."""
    content = text.encode()
    version = _version_for(len(content))
    size = 17 + 4 * version
    reserved: dict[tuple[int, int], bool] = dict(_function_modules(version, size))
    bits = _bits(_with_correction(_data_codewords(content, version), version))
    matrix = [[reserved.get((row, column), False) for column in range(size)] for row in range(size)]
    for row, column in _zigzag(size):
        if (row, column) not in reserved:
            matrix[row][column] = next(bits, False) ^ ((row + column) % 2 == 0)
    return matrix


def _version_for(length: int) -> int:
    for version in range(1, 41):
        if _data_capacity(version) * 8 >= 4 + _length_bits(version) + 8 * length:
            return version
    raise TooLongForQr(length)


def _data_capacity(version: int) -> int:
    return _codewords(version) - CORRECTION_PER_BLOCK[version - 1] * BLOCKS[version - 1]


def _codewords(version: int) -> int:
    """All codewords of a version: the modules that no pattern takes, by eight."""
    modules = (16 * version + 128) * version + 64
    if version >= 2:
        alignments = version // 7 + 2
        modules -= (25 * alignments - 10) * alignments - 55
    if version >= 7:
        modules -= 36
    return modules // 8


def _length_bits(version: int) -> int:
    return 8 if version <= 9 else 16


def _data_codewords(content: bytes, version: int) -> bytes:
    capacity = _data_capacity(version)
    width = _length_bits(version)
    bits = f"0100{len(content):0{width}b}" + "".join(f"{byte:08b}" for byte in content)
    bits += "0" * min(4, capacity * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return words + bytes((0xEC, 0x11) * capacity)[: capacity - len(words)]


def _with_correction(data: bytes, version: int) -> bytes:
    """Cut into blocks, append each one's Reed-Solomon remainder, and interleave."""
    blocks, correction = BLOCKS[version - 1], CORRECTION_PER_BLOCK[version - 1]
    short, longer = divmod(len(data), blocks)
    generator = _generator(correction)
    parts: list[bytes] = []
    at = 0
    for index in range(blocks):
        length = short + (index >= blocks - longer)
        parts.append(data[at : at + length])
        at += length
    remainders = [_remainder(part, generator) for part in parts]
    return bytes([*_interleave(parts, short + 1), *_interleave(remainders, correction)])


def _interleave(parts: list[bytes], length: int) -> Iterator[int]:
    return (part[at] for at in range(length) for part in parts if at < len(part))


def _generator(degree: int) -> bytes:
    """Coefficients of (x - 1)(x - 2)(x - 4)… without the leading one, highest power first."""
    result = bytearray(degree)
    result[-1] = 1
    root = 1
    for _ in range(degree):
        for at in range(degree):
            following = result[at + 1] if at + 1 < degree else 0
            result[at] = _multiply(result[at], root) ^ following
        root = _multiply(root, 2)
    return bytes(result)


def _remainder(data: bytes, generator: bytes) -> bytes:
    result = bytearray(len(generator))
    for byte in data:
        factor = byte ^ result.pop(0)
        result.append(0)
        for at, coefficient in enumerate(generator):
            result[at] ^= _multiply(coefficient, factor)
    return bytes(result)


def _multiply(left: int, right: int) -> int:
    return POWERS[(LOGARITHMS[left] + LOGARITHMS[right]) % 255] if left and right else 0


def _bits(words: bytes) -> Iterator[bool]:
    return (bool(word >> bit & 1) for word in words for bit in range(7, -1, -1))


def _function_modules(version: int, size: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Every module that carries no data, in drawing order: a later one wins."""
    for at in range(size):
        yield (6, at), at % 2 == 0
        yield (at, 6), at % 2 == 0
    centres = _alignment_centres(version, size)
    for row in centres:
        for column in centres:
            if (row, column) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                yield from _square(row, column, reach=2, light={1}, size=size)
    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        yield from _square(row, column, reach=4, light={2, 4}, size=size)
    yield from _format_modules(size)
    if version >= 7:
        yield from _version_modules(version, size)


def _alignment_centres(version: int, size: int) -> list[int]:
    if version == 1:
        return []
    count = version // 7 + 2
    step = (version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
    return [6, *(size - 7 - step * back for back in range(count - 2, -1, -1))]


def _square(row: int, column: int, *, reach: int, light: set[int], size: int) -> Iterator[tuple[tuple[int, int], bool]]:
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            if 0 <= row + down < size and 0 <= column + right < size:
                yield (row + down, column + right), max(abs(down), abs(right)) not in light


def _format_modules(size: int) -> Iterator[tuple[tuple[int, int], bool]]:
    data = LEVEL_M << 3 | MASK
    bits = (data << 10 | _binary_remainder(data << 10, 0x537)) ^ 0x5412
    around = [
        (0, 8),
        (1, 8),
        (2, 8),
        (3, 8),
        (4, 8),
        (5, 8),
        (7, 8),
        (8, 8),
        (8, 7),
        *((8, 14 - at) for at in range(9, 15)),
    ]
    apart = [*((8, size - 1 - at) for at in range(8)), *((size - 15 + at, 8) for at in range(8, 15))]
    for places in (around, apart):
        for at, place in enumerate(places):
            yield place, bool(bits >> at & 1)
    yield (size - 8, 8), True


def _version_modules(version: int, size: int) -> Iterator[tuple[tuple[int, int], bool]]:
    bits = version << 12 | _binary_remainder(version << 12, 0x1F25)
    for at in range(18):
        row, column = size - 11 + at % 3, at // 3
        yield (row, column), bool(bits >> at & 1)
        yield (column, row), bool(bits >> at & 1)


def _binary_remainder(value: int, divisor: int) -> int:
    while value.bit_length() >= divisor.bit_length():
        value ^= divisor << (value.bit_length() - divisor.bit_length())
    return value


def _zigzag(size: int) -> Iterator[tuple[int, int]]:
    """Pairs of columns from the right, up and down in turn, past the vertical timing pattern."""
    for turn, right in enumerate([*range(size - 1, 6, -2), *range(5, 0, -2)]):
        rows = range(size - 1, -1, -1) if turn % 2 == 0 else range(size)
        for row in rows:
            yield row, right
            yield row, right - 1
