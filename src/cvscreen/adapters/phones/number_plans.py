"""Phone numbers by the numbering plans of countries, as Google's libphonenumber has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

HEAD = 800
"""So many characters of a page hold the contact details: elsewhere a number needs a + to be one."""

REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "PT", "BR", "MX", "IN", "AU", "IE", "CH", "AT", "BE", "PL", "SE")
"""Whose numbers are known without their country's code."""

_FEWEST_DIGITS = 3
"""Different ones."""

_GAP = r"[ \u00a0\u00ad().\-\u2010-\u2015/]"
_CANDIDATE = re.compile(rf"(?<![\w.,])[+(]?\d(?:{_GAP}{{0,3}}\d){{6,14}}(?![\w%]|[.,]\d)")
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d\D|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|.*\D(?:19|20)\d\d$"
)


class NumberPlans:
    """Knows the numbering plans of all countries."""

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each number that a country gives out: in the head, or anywhere with the country's code."""
        for found in _CANDIDATE.finditer(text):
            written = found.group()
            international = written.startswith(("+", "(+", "00"))
            if (international or found.start() < HEAD) and not _is_other(written) and _is_given_out(written):
                yield found.span()


def _is_other(written: str) -> bool:
    """Whether it is a date, or a row such as 0000000."""
    return len(set(filter(str.isdigit, written))) < _FEWEST_DIGITS or _NO_PHONE.match(written) is not None


def _is_given_out(written: str) -> bool:
    # Most CVs need it not at all, and to import it takes as long as to mask a dozen of them.
    import phonenumbers

    for region in (None, *REGIONS):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
    return False
