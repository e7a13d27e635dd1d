"""What says that a word means a person: the words before and behind it, never the word itself."""

from __future__ import annotations

import re

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.patterns import when_needed

_NEAR = 32
_BEHIND = 120
"""So many characters before and behind are looked at; what is put together of both sides stands near."""

_SPEAKS_ON = frozenset(" '’")
"""Behind a word that begins a line, one of these goes on with what is said of it."""

_DEGREE = r"(?i:\b(?:degrees?|diplomas?|bachelor|master|doctorate|b\.?sc|m\.?sc|b\.?a|m\.?a|mba|ph\.?d|certificate|licen[cs]e)\b)"
_PERSON = r"""(?:engineer|developer|manager|analyst|designer|consultant|specialist|coordinator|administrator|assistant|technician
    |scientist|architect|accountant|associate|representative|intern|student|graduate|officer|executive|director|supervisor|operator
    |programmer|nurse|teacher|lawyer|attorney|professional|leader|expert|member|candidate|employee|person|woman|man|native|citizen
    |resident|mother|father|veteran|physician|doctor|writer|editor|clerk|chef|cook|driver|mechanic|electrician|educator|instructor
    |researcher|recruiter|banker|adviser|advisor|trainer|player|colleague|mentor|learner|communicator|cashier|marketer|strategist
    |entrepreneur|founder|freelancer|volunteer|paralegal|pharmacist|therapist|counsell?or|psychologist|salesperson|joy|pleasure)"""
_TRAIT = r"""(?:fluent|passionate|skilled|experienced|motivated|dedicated|married|eager|committed|adept|ambitious|hard-?working|diligent
    |detail-oriented|results-(?:driven|oriented)|enthusiastic|punctual|seeking|looking[ ]for[ ]a)"""
_TITLE = when_needed(
    r"\b(?:M[rsx]|MRS?|Mrs|MRS|Miss|D[rR]|Prof|Professor|PROF|Sir|Dame|Herr|Frau|Señora?|Monsieur|Madame|Mme)(?:\.[ ]?|[ ])$"
)
"""Upper and lower case matter: MS Office has no title."""
_INTRODUCTION = when_needed(
    r"""\bmy[ ]name(?:[ ]is|['’]s)[ ]$|\bn[eé]e[ ]$
        |(?:^|[\n\r])[ \t]*(?:maiden[ ]|full[ ]|first[ ]|last[ ]|family[ ])?
        (?:name|surname|candidate|applicant|signature|signed(?:[ ]by)?|(?:prepared|submitted)[ ]by)[ ]?:[ \t]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_GREETING = when_needed(
    r"""\b(?:dear|hi|hello|hey|thanks|thank[ ]you),?[ ]\0[ ]?(?:[,!.:]|$|[\n\r])
        |\bI(?:['’]m|[ ]am)[ ]\0(?:[ ]?[.!]|,[ ](?:an?|the|your|born)\b)
        |\b(?:letter[ ]of[ ](?:recommendation|reference)|reference|recommendation)[ ]for[ ]\0[ ]?(?:[.,;:]|$|[\n\r])
        |\0[ ](?:et[ ]al\b|and[ ]colleagues\b|and[ ]I\b)
        |\0['’]s?[ ](?:own[ ])?(?:career|background|dedication|responsibilities|duties|colleagues|passion|r[eé]sum[eé]|cv|attitude
            |work[ ]ethic|contributions?|professionalism|supervisor|enthusiasm|experience|qualifications|achievements|hobbies|expertise)\b
        """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is put together of both sides; the word itself is a null."""
_SAID_OF_PEOPLE = when_needed(
    rf"""[ ](?:also[ ]|currently[ ]|now[ ]|then[ ]|has[ ])?(?:
        graduated\b|resides?\b|resided\b|speaks\b|enjoys\b|volunteers\b|lives\b|lived\b|studied\b|grew[ ]up\b|joined[ ]us\b
        |was[ ](?:born|praised|promoted|hired|raised|educated|nominated)\b
        |joined[ ](?:[\w&]+[ ]){{1,3}}as\b
        |(?:is|was)[ ](?:an?|the|our)[ ](?:(?!(?:for|of|to|in|by|that|which|used|with|every|any|at|on)\b)[\w,-]+[ ]){{0,5}}{_PERSON}\b
        |(?:is|was)[ ](?:also[ ]|an?[ ]|very[ ]|highly[ ]|deeply[ ]|extremely[ ])*{_TRAIT}\b
        |(?:has|brings)[ ](?:over[ ]|more[ ]than[ ]|nearly[ ]|almost[ ]|about[ ]|around[ ]|some[ ])?(?:\d+|\w+)\+?[ ]years\b
        |has[ ](?:worked|served|held|taught)\b|brings[ ](?:an?[ ]wealth|extensive|a[ ]track)\b
        |(?:holds?|earned|received|completed|obtained|has)[ ](?:[\w'’.-]+[ ]){{0,4}}?{_DEGREE}
        |(?:earned|received|completed|obtained|holds)[ ](?:his|her|their)\b
        |(?:works|worked|serves|served)[ ]as[ ](?:an?|the)[ ]|worked[ ](?:at|for)[ ][A-Z]
        )""",
    re.VERBOSE,
)
"""Said of people only, never of a technology, a firm or a trade."""
_SAID_OF_AGENTS = when_needed(
    r"""\0['’]s[ ](?:team|work|role|performance|leadership|skills|job|efforts?|time|ability|abilities)\b
        |(?:^|[.!?•\n\r]|\b(?:when|where|while|because|that)[ ]|,[ ])[ \t]*\0[ ](?:
            (?:joined|left|began|works?(?!(?:[ ]very)?[ ](?:well|with|on|in)\b)|worked(?![ ]well)|leads(?![ ]to)|led(?![ ]to)|earned|holds|held|achieved|excelled|attended|completed)\b
            |was[ ](?:awarded|named|recogni[sz]ed|appointed|responsible)\b
            |(?:manages?d?|supervise[sd]|coordinate[sd]|oversees|oversaw|taught|teaches|trained|negotiated|mentored|directed|designed|built
            |developed|created|wrote|organi[sz]ed|launched|delivered|increased|reduced|improved|handled|maintained|assisted|helped|ran)
            [ ](?:an?|the|his|her|their|our|all|over|more|several|up|\d)\b)
        |\b(?:recommend(?:ed|ing)?|known|promoted|nominated|supervised|mentored)[ ]\0[ ](?:since|for|as|to|without|on|at|because)\b
        |\b(?:recommend(?:ed|ing)?|thank(?:ed)?|congratulated?|met)[ ]\0[ ]?[.,;!]
        |(?:^|[\n\r])[ \t]*(?:about|meet|contact|hire|why)[ ]\0[ ]?\??[ \t]*(?:$|[\n\r])
        """,
    re.IGNORECASE | re.VERBOSE,
)
"""Said of people, firms and departments: enough where the word is not known to mean one of these."""


def means_person(text: str, place: Place, *, may_be_agent: bool) -> bool:
    """Whether what stands between start and end, a capitalised word, means a person.

    `may_be_agent` says that such a word may also mean a firm, a department or a technology: what is said of these
    and of people alike then says nothing.
    """
    start, end = place
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _BEHIND]
    if (not before or before[-1] in "\n\r") and behind[:1] not in _SPEAKS_ON:
        return False
    if _TITLE().search(before) or _INTRODUCTION().search(before):
        return True
    around = f"{before}\0{behind[:_NEAR]}"
    if _GREETING().search(around):
        return True
    if _opens_clause(before) and _SAID_OF_PEOPLE().match(behind):
        return True
    return not may_be_agent and _SAID_OF_AGENTS().search(around) is not None


def _opens_clause(before: str) -> bool:
    last = before.rstrip(" \t")
    return not last or last[-1] in ".!?,;:\n\r•" or last.endswith((" where", " when", " while", " that", " because"))
