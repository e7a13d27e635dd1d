"""What asks for a protected trait in English, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE
from cvscreen.domain.traits.pattern import Pattern

NUMBERS = " ".join([*(str(number) for number in range(10, 100)), "eighteen twenty thirty forty fifty sixty"])

_NUMBER = (
    r"(?:\d{1,2}|eighteen|twenty|thirty|forty|fifty|sixty)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_BOUND = r"(?:under|over|below|above|between|from|of|at\s+least|at\s+most|up\s+to|max\.?|maximum|min\.?|minimum|no\s+more\s+than)"
_PERSON = r"(?:candidates?|applicants?|persons?|people|employees?|team\s+members?)"
_BE = r"(?:must|should|shall|needs?\s+to|has\s+to|have\s+to)\s+be"
_FAITH = (
    r"(?:christian|catholic|protestant|evangelical|muslim|moslem|islamic|jewish|jew|hindu|buddhist|sikh|atheist|mormon)"
)
_ETHNIC = r"(?:white|black|asian|hispanic|latin[oax]|caucasian|african|arab|european|indian)"
_SEX = r"(?:male|female|man|woman|men|women|lady|ladies|gentlemen)"
_QUANTITY = r"(?!\s*(?:years?|yrs?|\+|%|k\b|hours?|miles?|kg|lbs?|people|employees|users|customers|staff))"
_NOT_CARED_FOR = r"(?:^|[.;!\n])(?:(?!\b(?:patients?|children|kids|pupils|students|learners|clients|residents|infants|adults)\b)[^.;!\n])*?"
"""From the sentence's start on, nobody is named whose age is the work rather than the candidate's."""

TRAITS = (
    Pattern(
        AGE,
        "age old olds",
        rf"""{_NOT_CARED_FOR}\b{_NUMBER}[\s-]+(?:years?|yrs?)[\s-]+(?:of[\s-]+age|olds?)\b
        |{_NOT_CARED_FOR}\b(?:years?|yrs?)\s+of\s+age\b""",
    ),
    Pattern(
        AGE,
        NUMBERS,
        rf"""(?:{_BE}|\b{_PERSON})\s+(?:{_BOUND}|(?:no\s+)?(?:older|younger)\s+than)\s+(?:the\s+age\s+of\s+)?{_NUMBER}\b{_QUANTITY}
        |^\W*(?:under|below|over|not\s+older\s+than)\s+{_NUMBER}(?:\s+years?)?\W*$|^\W*{_NUMBER}\s*[-–]\s*{_NUMBER}\s+years?\W*$""",
    ),
    Pattern(
        AGE,
        "age aged ages older born birth young youthful digital",
        rf"""(?:^\W*|\b{_PERSON}\s+|\b{_BE}\s+|\byou\s+are\s+)age[ds]?\s+(?:{_BOUND}\s+)*{_NUMBER}
        |\b(?:maximum|minimum|max\.?|min\.?|upper|lower)\s+age\b|^\W*age\b\W*(?:{_BOUND}|<|>|\d|$)|\bage\s+(?:limit|range)\b
        |\bborn\s+(?:in\s+)?(?:19|20)\d\d\s+or\s+later|\bno\s+older\s+than\b
        |\bborn\s+(?:after|before|in)\s+(?:19|20)\d\d|\bdate\s+of\s+birth\b
        |(?:^\W*|\b(?:only|prefer(?:ably)?|seeking|want|looking\s+for|must\s+be|an?)\s+)young(?:er)?(?:\W*$|\s+(?:{_SEX}|person|people|candidates?|applicants?|professionals?|blood))
        |\byoung\s*(?:\band\b|,|&)\s*(?:dynamic|energetic|hungry)|\byouthful\b|\bdigital\s+natives?\b""",
    ),
    Pattern(
        "sex or gender",
        "male female man mans woman men mens women lady ladies ladys gentlemen gender sex cisgender transgender",
        rf"""\b{_SEX}s?\s+(?:\w+\s+)?(?:only|preferred|not\s+allowed)\b|\b{_SEX}s?\s+(?:candidates?|applicants?|required)\b|\bno\s+(?:men|women|males|females|ladies)\b
        |\b(?:preference|priority)\s+(?:is\s+)?(?:given\s+)?to\s+{_SEX}|^\W*{_SEX}s?\W*$
        |\b(?:only|preferably|prefer|must\s+be|should\s+be|looking\s+for|seeking|want)\s+(?:an?\s+)?(?:\w+\s+)?{_SEX}\b(?!['’])
        |\b(?:gender|sex)\s*(?::|is\b|must|preference)|\b(?:cis|trans)gender\s+(?:only|candidates?|applicants?)""",
    ),
    Pattern(
        "family status",
        "marital unmarried married divorced widowed child single kids family dependents",
        r"""\b(?:marital\s+status|unmarried|married(?!\s+(?:filing|couples?))|divorced|widowed|childless|child-?free)\b
        |\bsingle\s+(?:man|woman|person|candidates?|applicants?)\b|\b(?:must|should)\s+be\s+single\b
        |\b(?:has|have|having|no|without)\s+(?:any\s+|small\s+|young\s+)?(?:children|kids)\b(?!['’])
        |\bfamily\s+planning\s+status\b|\bsingle\s+(?:mothers?|fathers?|parents?)\s+(?:only|need\s+not|not)
        |\bwithout\s+dependents\b""",
    ),
    Pattern(
        "pregnancy",
        "pregnan baby child",
        r"\b(?:not|non|no)[\s-]+(?:be\s+|currently\s+)?pregnant|\bpregnancy\s+(?:test|status|plans?)|\bplans?\s+(?:to\s+have|for)\s+(?:children|a\s+baby)",
    ),
    Pattern(
        "religion or belief",
        "christian catholic protestant evangelical muslim moslem islamic jew hindu buddhist sikh atheist mormon religion religious creed faith church",
        rf"""\b(?:no\s+{_FAITH}s?\b|{_FAITH}s?\s+(?:\w+\s+)?not\s+allowed|(?:preference|priority)\s+(?:given\s+)?to\s+{_FAITH})
        |\b{_FAITH}s?\s+(?:only|candidates?|applicants?|preferred|required|believers?|person|man|woman|background)\b
        |^\W*{_FAITH}s?\W*$
        |{_BE}\s+(?:an?\s+)?(?:practi[sc]ing\s+|devout\s+)?{_FAITH}\b|\b(?:religion|creed|faith)\s*(?::|is\b|must)
        |\breligious\s+(?:belief|affiliation|background)s?\b|\bchurch\s+member|\bchurch-?going\b""",
    ),
    Pattern(
        "ethnicity, race or national origin",
        "white black asian hispanic latin caucasian african arab european indian ethnic skin race origin nationality born",
        rf"""\b{_ETHNIC}s?\s+(?:only|candidates?|applicants?|person|people|{_SEX}|preferred)\b|^\W*{_ETHNIC}s?\W*$|{_BE}\s+(?:an?\s+)?{_ETHNIC}\b
        |\b(?:ethnicity|ethnic\s+(?:origin|background))\b|\bskin\s+colou?r\b|\brace\s*(?::|is\b|must)|\bnational\s+origin\b|\bnationality\b
        |\bnative[\s-]born\b|{_BE}\s+born\s+in\b""",
    ),
    Pattern(
        "disability or health",
        "bodied disab nondisabled healthy health handicap chronic mental medical hiv genetic",
        rf"""\bable[\s-]bodied\b|\bnon-?disabled\b|\bno\s+disabled\b|^\W*healthy\W*$|{_BE}\s+(?:physically\s+|mentally\s+)?healthy\b|\bnot\s+be\s+disabled\b
        |\b(?:no|without(?:\s+any)?|free\s+(?:of|from))\s+(?:any\s+)?(?:disabilit(?:y|ies)|handicaps?|chronic\s+(?:illness|disease|condition)s?|mental\s+(?:illness|disorder)s?|medical\s+conditions?)\b
        |\b(?:in|of|with|have|has)\s+(?:good|perfect|excellent)\s+(?:physical\s+|mental\s+)?health\b(?!\s*(?:care|insurance|and\s+safety|plan|benefit|data|record))
        |(?:^\W*|\b(?:your|{_PERSON}['’]?s?)\s+)health\s+(?:status|condition)\b|\bHIV[\s-]+(?:negative|status)\b|\bgenetic\s+(?:test|information)""",
    ),
    Pattern(
        "sexual orientation",
        "sexual heterosexual straight gay lesbian bisexual",
        r"\bsexual\s+orientation\b|\bheterosexuals?\b|\b(?:straight|gay|lesbian|bisexual)s?\s+(?:only|men|man|women|woman|candidates?|applicants?|people)\b",
    ),
    Pattern(
        "political opinion or union membership",
        "political union nonunion",
        r"\bpolitical\s+(?:opinion|views?|affiliation)s?\b|\b(?:no|not\s+an?|non-?)\s*union\s+members?(?:hip)?\b",
    ),
    Pattern("appearance", "looking", r"\bgood[\s-]looking\b"),
    Pattern(
        "appearance",
        "attractive pleasant photo",
        rf"\b(?:attractive|pleasant)\s+(?:appearance|looks|{_SEX}|{_PERSON})\b|\bphoto(?:graph)?\s+required\b",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    """equal eeo affirmative regard discriminat nondiscriminat qualified welcome whatever matter protected reasonable
    encourage invite commit celebrate value embrace""",
    r"""equal[\s-]+(?:employment[\s-]+)?opportunit|\bEEO\b|affirmative\s+action|without\s+regard\s+to|regardless\s+of
    |(?:do(?:es)?\s+not|never|n['’]t)\s+discriminate|non-?discrimination\s+(?:policy|statement)|all\s+qualified\s+applicants
    |\bwelcome\s+to\s+apply\b|\b(?:whatever|no\s+matter)\s+(?:your|their|his|her|what|who)\b.{0,40}\b(?:age|background|gender|origin|religion)
    |protected\s+(?:veteran|class|characteristic|status|by\s+(?:applicable\s+)?law)
    |reasonable\s+(?:accommodation|adjustment)|(?:welcomes?|encourages?|invites?)\s+applications?\s+from|\bencouraged\s+to\s+apply\b
    |\b(?:we|company|employer|organi[sz]ation)\b.{0,60}\b(?:committed\s+to|celebrates?|values?|embraces?)\b.{0,40}\b(?:diversity|inclusion)""",
)
