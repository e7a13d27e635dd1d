"""How to reach somebody: e-mail addresses, links and phone numbers, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

EMAIL = re.compile(
    r"[\w.+%'’-]+[ \t]?(?:@|\(at\)|\[at\]|＠)[ \t]?[\w-]+(?:[ \t]?(?:\.|\(dot\)|\[dot\])[ \t]?[\w-]+)*\.?(?:[A-Za-z]{2,24})",
    re.IGNORECASE,
)

_TLD = r"(?:com|org|net|io|dev|me|co|info|app|ai|tech|design|site|page|online|xyz|us|uk|ca|au|nz|ie|de|at|ch|fr|es|pt|it|nl|be|se|no|dk|fi|pl|cz|in|br|mx|ar|jp|cn|kr|sg|za|eu|edu|gov|ly|gg|tv|in)"
_PROFILE_HOSTS = (
    r"(?:linkedin|github|gitlab|bitbucket|behance|dribbble|medium|twitter|facebook|instagram|xing|kaggle|leetcode|hackerrank|stackoverflow"
    r"|orcid|researchgate|youtube|vimeo|tumblr|flickr|pinterest|calendly|linktr|about|wa|t|x)"
)
_LINK = re.compile(
    rf"""(?:\b(?:https?|ftp)\s?://|\bwww\.)[^\s<>()|•·█]+                       # a scheme or www. makes it one
    |\b(?:[a-z]{{2}}\.)?{_PROFILE_HOSTS}\.(?:com|org|net|ee|me|io|{_TLD})/[^\s<>()|•·█]+  # a page on a site of profiles
    |(?<![\w@./-])(?:[\w-]+\.)+{_TLD}/(?:in/|u/|~)?[\w~][^\s<>()|•·█]*            # any host with a path
    |\b(?:linkedin|github|gitlab|twitter|skype|telegram|instagram|behance)(?:\.com)?\s?[:/]\s?(?:in/)?@?[\w.-]*\w  # "LinkedIn: jane-doe"
    |(?<![\w@])/?\bin/[a-z0-9][\w-]{{3,}}                                           # "in/jane-doe"
    |(?<![\w@.])@[a-z_][\w.]{{2,}}                                                 # a handle
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE_HOST = re.compile(rf"(?<![\w@./-])(?:[a-z0-9-]+\.)+{_TLD}(?![\w/@-])")

_LABEL = re.compile(
    r"(?:phone|tel(?:ephone)?|mobile|cell(?:ular)?|mob|ph|fax|whatsapp|☎|📞|✆|\b[tmp])\s?[.:)]{0,2}\s?$", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,$€£#/-])(?:\+|00)?\(?\d[\d \u00a0().\u2010-\u2013/-]{5,22}\d(?![\w%]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d")
_GROUPED = re.compile(r"\(?\d{3}\)?[ .\-\u2010-\u2013\u00a0]{1,3}\d{3}[ .\-\u2010-\u2013\u00a0]{1,3}\d{4}")

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
"""E.164 allows 15 digits; local numbers have 7 or more."""


def contacts(text: str, *, bare_hosts_before: int = 400) -> Iterator[tuple[int, int]]:
    """Start and end of each e-mail address, link and phone number, in no particular order.

    A bare host name is taken for a link only among the first `bare_hosts_before` characters, where the contact
    details stand: further down it is more likely to be an employer or a technology.
    """
    for pattern in (EMAIL, _LINK):
        yield from (found.span() for found in pattern.finditer(text))
    yield from (found.span() for found in _BARE_HOST.finditer(text, 0, min(bare_hosts_before, len(text))))
    yield from (found.span() for found in _NUMBER.finditer(text) if _is_phone(text, found.start(), found.group()))


def _is_phone(text: str, start: int, number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    if not _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
        return False
    if _LABEL.search(text, max(0, start - 12), start):
        return True
    if _DATE.fullmatch(number) or _is_years(number):
        return False
    return number.startswith(("+", "00", "(", "0")) or _GROUPED.fullmatch(number) is not None


def _is_years(number: str) -> bool:
    groups = re.findall(r"\d+", number)
    return any(_YEAR.fullmatch(group) for group in groups)
