"""Numbers as people, programs and files write them; dates are read elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal

# What a column of whole numbers in the database holds.
LARGEST = 2**31 - 1
_AMOUNT = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?")
# What people write after an amount, for each kind of amount.
YEARLY = r"(a|per) (year|annum)|p\.?a\.?"
HOURS = r"(h|hours?|hrs?)?( (a|per) week)?"
WEEKS = r"(weeks?|wks?)( (a|per) year)?"


def whole_number(text: str | None, least: int = 0, most: int = LARGEST) -> int | None:
    """The number that plain digits are, such as "18"; None for anything else and out of bounds."""
    if not text or not re.fullmatch("0|[1-9][0-9]{0,9}", text):
        return None
    number = int(text)
    return number if least <= number <= most else None


def decimal_number(text: str) -> Decimal | None:
    """The number that digits with or without a sign and decimals are; None for anything else."""
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


def typed_amount(text: str) -> Decimal | None:
    """What somebody typed as an amount: "£27,711", "27 711.00" or "28k"; None if it is none."""
    plain = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))", "", text.strip()).removeprefix("£")
    digits = re.fullmatch("(.+?) ?[kK]", plain.lstrip())
    number = decimal_number(digits[1] if digits else plain.lstrip())
    return number * 1000 if number is not None and digits else number


def typed_range(text: str, unit: str = "") -> tuple[Decimal, Decimal] | None:
    """One amount or two, least first: "£27,711 to £30,060", "28-30k"; None if it is neither.

    `unit` is a pattern of the words that may follow: "36 to 38 hours a week".
    """
    # Single spaces: a run of them would be looked through from each of them.
    plain = [
        re.sub(f" ?({unit})$", "", part, flags=re.IGNORECASE)
        for part in re.split(" ?(?:-|–|—|to) ?", " ".join(text.split()), flags=re.IGNORECASE)
    ]
    if plain[-1][-1:] in ("k", "K") and re.fullmatch("£?[0-9.]{1,4}", plain[0]):
        plain[0] += "k"
    first, last = typed_amount(plain[0]), typed_amount(plain[-1])
    if first is None or last is None or len(plain) > 2:
        return None
    return min(first, last), max(first, last)
