"""What a mention is worth: "no experience with X" says the opposite, "eager to learn X" says nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

_KNOWLEDGE = (
    r"(?:experience|knowledge|exposure|background|training|familiarity|understanding|expertise|skills?|proficiency"
    r"|qualifications?|certifications?|licen[cs]e|degree|practice|competence|command)"
)
_QUALIFIED = (
    r"(?:(?:any|prior|previous|formal|direct|practical|hands-on|professional|commercial|real|working|work|paid|actual"
    r"|relevant|significant|much|yet|specific|production)[\s,]+)*"
)
_NOT_DONE = (
    r"(?:used?|worked?|touched|learn(?:ed|t)?|known?|have|had|hold|possess|familiar|experienced|certified|licen[cs]ed"
    r"|trained|qualified|an?\b|programmed|done|tried|written|speak|read|write|drive|operate|own)"
)
"""What somebody did not do, has not done or is not."""
_NEVER_DONE = (
    r"(?:used|worked|touched|learned|learnt|programmed|tried|familiar|experienced|certified|licen[cs]ed|trained"
    r"|qualified|done|had|held|an?\s)"
)
_UNABLE = r"(?:can(?:not|['’]t|\s+not)|unable\s+to)"
_DENIAL = re.compile(
    rf"""\b(?:no|without|zero|lack(?:s|ing|ed)?(?:\s+of)?|not?\s+(?:yet\s+)?(?:have|had|having|possess)|nor|neither)
        \s+{_QUALIFIED}(?:[\w+#./-]+\s+){{0,2}}?{_KNOWLEDGE}\b
    |\b(?:have|has|had|did|do|does|am|is|was|are)(?:\s+not|n['’]t)\s+(?:yet\s+|ever\s+|really\s+)?{_NOT_DONE}
    |\b(?:never|not\s+yet|not)\s+{_NEVER_DONE}
    |\bunfamiliar\s+with\b|\b(?:not|n['’]t)\s+know\b
    |\b{_UNABLE}\s+(?:yet\s+)?(?:speak|read|write|use|program|code|drive|operate|work)
    |\b(?:not|n['’]t)\s+(?:very\s+|so\s+|yet\s+)?(?:proficient|fluent|good|skilled|able|comfortable|strong)\b|\blacking\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED_AT_ONCE = re.compile(
    r"(?:\b(?:no|without|not|non|neither|nor|except(?:\s+for)?|excluding|everything\s+but|anything\s+but|apart\s+from"
    r"|lacking)[\s-]+(?:any\s+)?)$",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(r"\b(?:not|no)\s+(?:only|just|less|fewer|more|later|longer)\b", re.IGNORECASE)
_DENIED_AFTER = re.compile(
    r"\s*(?:(?:experience|knowledge|skills?|licen[cs]e)\s*)?:\s*(?:no|0|zero)\b(?!\s*\.?\d)"
    rf"|\s*(?:is\s+)?(?:\(\s*)?[:–—-]?\s*(?:none\b|no\s+{_KNOWLEDGE}|not\s+yet\b|never\s+used|0\s+years"
    r"|not\s+applicable|n/a\b|non-?existent)",
    re.IGNORECASE,
)
_WISHES = (
    r"(?:want(?:s|ed|ing)?|wish(?:es|ing)?|hop(?:e|es|ing)|eager|keen|willing(?:ness)?|interest(?:s|ed)?|plan(?:s|ning)?"
    r"|looking|aim(?:s|ing)?|aspir(?:e|es|ing)|excited|open|ready|like|love|curious|planned|goal)"
)
_TO_LEARN = (
    r"(?:learn(?:ing)?|explor(?:e|ing)|gain(?:ing)?|deepen(?:ing)?|mov(?:e|ing)\s+into|break(?:ing)?\s+into|becom(?:e|ing)"
    r"|start(?:ing)?|pursu(?:e|ing)|stud(?:y|ying)|pick(?:ing)?\s+up|transition(?:ing)?|grow(?:ing)?|interested)"
)
_WISH = re.compile(
    rf"""\b{_WISHES}\b[^.;\n]{{0,40}}?\b{_TO_LEARN}\b
    |\b(?:(?:currently|still|now|just)\s+(?:learning|studying)|interested\s+in|interest\s+in|aspiring|would\s+like\s+to
        |beginning\s+to\s+learn|about\s+to\s+learn)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TURN = re.compile(
    r"\b(?<!everything )(?<!anything )but\b"
    r"|,\s*(?=(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+years)"
    r"|\b(?:however|though|although|yet\s+(?:I|have|has)|instead|while|whereas|now)\b"
    r"|[.;!?](?:\s|$)|\n\s*[•*·▪-]",
    re.IGNORECASE,
)


_TELLING = frozenset(
    """no not t without zero lack lacks lacking lacked nor neither never unfamiliar cannot can unable non none except excluding
    everything anything apart 0 n nonexistent
    want wants wanted wanting wish wishes wishing hope hopes hoping eager keen willing willingness interest interests
    interested plan plans planning planned looking aim aims aiming aspire aspires aspiring excited open ready like love
    curious goal learning studying would beginning about""".split()
)
"""A denial or a wish holds one of these words."""

_CONTEXT = 200
"""A denial or a wish stands at most so many characters before what it is about."""


class Mention(StrEnum):
    """How a text speaks of a term."""

    CLAIMED = "claimed"
    DENIED = "denied"
    WISHED = "wished"


def is_plain(words: Iterable[str]) -> bool:
    """Whether the words of a passage, in lower case, neither deny nor wish anything, so that it claims whatever it names."""
    return _TELLING.isdisjoint(words)


def mention(passage: str, start: int, end: int) -> Mention:
    """How a passage speaks of what stands from `start` to `end` in it."""
    before = passage[max(0, start - _CONTEXT) : start]
    turns = [found.end() for found in _TURN.finditer(before)]
    clause = before[turns[-1] :] if turns else before
    if _DENIED_AT_ONCE.search(clause) or _DENIED_AFTER.match(passage, end):
        return Mention.DENIED
    denial = _DENIAL.search(clause + passage[start:end])
    if denial and not _NO_DENIAL.match(clause, denial.start()):
        return Mention.DENIED
    return Mention.WISHED if _WISH.search(clause) else Mention.CLAIMED
