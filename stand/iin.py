"""Check digits of made-up IIN and BIN (the rule of government decree 565 of 2003)."""

from __future__ import annotations

FIRST_ROUND = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_ROUND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
NEVER_ISSUED = 10


def check_digit(first_eleven: str) -> int | None:
    """``None`` if both rounds give 10: such a number is never issued."""
    digits = [int(character) for character in first_eleven]
    for weights in (FIRST_ROUND, SECOND_ROUND):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest != NEVER_ISSUED:
            return rest
    return None


def numbered(first_seven: str, serial: int) -> str:
    """The first number with this beginning, from this serial on, that can be issued."""
    while True:
        eleven = f"{first_seven}{serial:0{11 - len(first_seven)}d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
        serial += 1
