"""How to reach somebody: e-mail addresses, links and phone numbers, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import line_end, line_start, lines_with
from cvscreen.domain.masks.phones import phones
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import plain

_LOCAL = r"(?<![\w.+%'-])[\w.+%'-]"
_DOT = r"(?:\.|[ \t]?(?:\(dot\)|\[dot\])[ \t]?)"
_DOMAIN = rf"[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[^\W\d_]{{2,24}}"
_EMAIL = when_needed(
    rf"""{_LOCAL}{{1,64}}@{_DOMAIN}
    |{_LOCAL}{{1,64}}[ \t]?(?:\(at\)|\[at\])[ \t]?{_DOMAIN}
    |(?<![\w.+%'-])[\w+%'-]{{1,64}}[.\d_][\w.+%'-]{{0,64}}[ \t]?@[ \t]?{_DOMAIN}  # "Engineer @ Acme.com" is none
    """,
    re.VERBOSE,
)

_TLD = r"(?:com|org|net|io|dev|me|co|info|app|ai|tech|design|site|page|online|xyz|us|uk|ca|au|nz|ie|de|at|ch|fr|es|pt|it|nl|be|se|no|dk|fi|pl|cz|in|br|mx|ar|jp|cn|kr|sg|za|eu|edu|gov|ly|gg|tv)"
_PROFILE_HOSTS = (
    r"(?:linkedin|github|gitlab|bitbucket|behance|dribbble|medium|twitter|facebook|instagram|xing|kaggle|leetcode|hackerrank|stackoverflow"
    r"|orcid|researchgate|youtube|vimeo|tumblr|flickr|pinterest|calendly|linktr|about|wa|t|x)"
)
_PRODUCT = r"(?!(?:asp|vb|ado|ml|entity|paint)\.net\b|(?:socket|draw|diagrams)\.io\b)"
"""Technologies whose names look like hosts."""

_LINK = when_needed(
    rf"""(?:\b(?:https?|ftp)\s?://|\bwww\.)[^\s<>()|•·█]+                       # a scheme or www. makes it one
    |\b(?:[a-z]{{2}}\.)?{_PROFILE_HOSTS}\.[a-z]{{2,3}}/[^\s<>()|•·█]+  # a page on a site of profiles
    |(?<![\w@./-]){_PRODUCT}(?:[\w-]+\.)+{_TLD}/(?:in/|u/|~)?[\w~][^\s<>()|•·█]*  # any host with a path
    |\b(?:linkedin|github|gitlab|twitter|skype|telegram|instagram|behance)(?:\.com)?\s?:[ \t]?(?:in/)?@?[\w.-]*\w(?=[ \t]*(?:$|[|•·,;█\r\n]))  # "LinkedIn: jane-doe"
    |\blinkedin(?:\.com)?/in/[\w.-]*\w
    |(?<![^\s|•·])/?in/(?!out|and|or\b|around|house)[a-z0-9][\w-]{{3,}}            # "in/jane-doe"
    """,
    re.VERBOSE,
)
_BARE_HOST = when_needed(rf"(?<![\w@./-]){_PRODUCT}(?:[a-z0-9-]+\.)+{_TLD}(?![\w/@-])")
_HANDLE = when_needed(r"(?:^|[|•·,:\t])[ ]*(@[A-Za-z_][\w.]{2,})", re.MULTILINE)

_EMAIL_SIGNS = ("@", "(at)", "[at]")
_LINK_SIGNS = ("/", "www.", "linkedin", "github", "gitlab", "twitter", "skype", "telegram", "instagram", "behance")
"""Without one of these a line holds none."""

_HEAD = 400
"""So many characters of a page hold the contact details."""


def contacts(text: str) -> Iterator[Place]:
    """Start and end of each e-mail address, link and phone number, in no particular order.

    Bare host names and handles are taken for contacts only in the page's first 400 characters, in a line with
    others or alone: elsewhere they are more likely to be an employer or a technology.
    """
    folded = plain(text)
    sure = [*emails(folded), *_links(folded), *phones(text, head=_HEAD)]
    yield from sure
    for found in _BARE_HOST().finditer(text, 0, min(_HEAD, len(text))):
        if _among_contacts(text, found.span(), sure):
            yield found.span()
    if "@" in text[:_HEAD]:
        yield from (found.span(1) for found in _HANDLE().finditer(text, 0, min(_HEAD, len(text))))


def emails(folded: str) -> Iterator[Place]:
    """Start and end of each e-mail address in a text that is folded to lower case."""
    for start, end in lines_with(_EMAIL_SIGNS, folded):
        yield from (found.span() for found in _EMAIL().finditer(folded, start, end))


def _links(folded: str) -> Iterator[Place]:
    for start, end in lines_with(_LINK_SIGNS, folded):
        yield from (found.span() for found in _LINK().finditer(folded, start, end))


def _among_contacts(text: str, place: Place, others: list[Place]) -> bool:
    start, end = line_start(text, place[0]), line_end(text, place[1])
    alone = text[start:end].strip() == text[slice(*place)]
    return alone or any(other_start < end and start < other_end for other_start, other_end in others)
