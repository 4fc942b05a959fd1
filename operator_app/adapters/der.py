"""A strict look at DER before a parser that trusts its input gets it.

Refuses what makes lenient parsers slow or ambiguous: indefinite and padded lengths, long tags,
deep nesting, bytes that belong to no element.
"""

from __future__ import annotations

DEEPEST = 24
CONSTRUCTED = 0x20
LONG_TAG = 0x1F
LONG_LENGTH = 0x80


def is_der(data: bytes) -> bool:
    """Whether ``data`` is exactly one well-formed element."""
    try:
        end = _element(data, 0, len(data), 0)
    except (ValueError, IndexError):
        return False
    return end == len(data)


def _element(data: bytes, start: int, limit: int, depth: int) -> int:
    """The end of the element that begins at ``start``; ``ValueError`` if it is not DER."""
    tag = data[start]
    if tag & LONG_TAG == LONG_TAG or depth > DEEPEST:
        raise ValueError(start)
    content, length = _length(data, start + 1)
    end = content + length
    if end > limit:
        raise ValueError(start)
    if tag & CONSTRUCTED:
        position = content
        while position < end:
            position = _element(data, position, end, depth + 1)
    return end


def _length(data: bytes, start: int) -> tuple[int, int]:
    """Where the content begins and how long it is; only the shortest form is DER."""
    first = data[start]
    if first < LONG_LENGTH:
        return start + 1, first
    size = first - LONG_LENGTH
    octets = data[start + 1 : start + 1 + size]
    length = int.from_bytes(octets)
    shortest = size > 0 and octets[:1] != b"\x00" and length >= LONG_LENGTH
    if not shortest:
        raise ValueError(start)
    return start + 1 + size, length
