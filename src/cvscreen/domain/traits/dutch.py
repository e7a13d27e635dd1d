"""What asks for a protected trait in Dutch, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE, FAITH, FAMILY, GROWN_UP, HEALTH, ORIGIN, PREGNANCY, SEX
from cvscreen.domain.traits.pattern import Pattern

_FAITH = r"(?:katholiek|protestants|christelijk|islamitisch|joods|hindoeïstisch|boeddhistisch)"

TRAITS = (
    Pattern(
        AGE,
        "leeftijd maximumleeftijd minimumleeftijd ouder jonger jong oud tot onder geboren geboortedatum",
        rf"""\b(?:maximum|minimum|maximale\s+|minimale\s+)leeftijd\b|\bleeftijdsgrens\b
        |\bleeftijd\s*(?::|tussen\b|van\s+\d|tot\b|max|\d)|\bniet\s+ouder\s+dan\b|\bjonger\s+dan\s+{GROWN_UP}\b
        |^\W*(?:tot|onder\s+de)\s+{GROWN_UP}(?:\s+jaar)?\W*$|\b{GROWN_UP}\s+jaar\s+oud\b
        |\bjonge?\s*(?:,|\ben\b|&)\s*dynamische?\b(?!\s+(?:team|bedrijf))
        |\bgeboortedatum\b|\bgeboren\s+(?:na|voor|in)\s+(?:19|20)\d\d""",
    ),
    Pattern(
        SEX,
        "mannen man vrouw dame heren geslacht mannelijk",
        r"""\b(?:alleen|uitsluitend|bij\s+voorkeur|liefst)\s+(?:een\s+)?(?:mannen|man|vrouwen|vrouw|dames?|heren)\b
        |\bgeslacht\s*:|^\W*(?:mannen|man|vrouwen|vrouw)\W*$|\b(?:mannelijke|vrouwelijke)\s+(?:kandida|sollicitant)""",
    ),
    Pattern(
        FAMILY,
        "ongehuwd gehuwd getrouwd ongetrouwd alleenstaand vrijgezel burgerlijke kinderloos kinderen",
        r"""\b(?:ongehuwd|gehuwd|(?:on)?getrouwd|alleenstaand|vrijgezel|burgerlijke\s+staat|kinderloos)\b
        |\bzonder\s+kinderen\b""",
    ),
    Pattern(PREGNANCY, "zwanger", r"\b(?:niet|geen)\s+zwanger|\bzwangerschapstest"),
    Pattern(
        FAITH,
        """katholiek protestants christelijk islamitisch joods hindoeïstisch boeddhistisch moslims christenen joden
        geloof geloofsovertuiging religie""",
        rf"""\b{_FAITH}e?\s+(?:geloof|religie|kandida|achtergrond)|\bgeen\s+(?:moslims|christenen|joden|katholieken)\b
        |\b(?:religie|geloofsovertuiging|geloof)\s*:|^\W*{_FAITH}e?\W*$|\bmoet\s+{_FAITH}\s+zijn\b""",
    ),
    Pattern(
        ORIGIN,
        "nationaliteit etnisch huidskleur ras afkomst",
        r"""\bnationaliteit\b|\betnische?\s+(?:afkomst|achtergrond|herkomst)\b|\bhuidskleur\b|\bras\s*:
        |\b(?:nederlandse|belgische|europese)\s+afkomst\b""",
    ),
    Pattern(
        HEALTH,
        "gezond handicap arbeidsbeperking beperking chronische",
        r"""\b(?:goede|uitstekende)\s+gezondheid\b|^\W*gezond\W*$|\blichamelijk\s+gezond\b
        |\b(?:zonder|geen)\s+(?:handicap|arbeidsbeperking|lichamelijke\s+beperking|chronische)""",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    "gelijke ongeacht iedereen arbeidsbeperking",
    r"""\bgelijke\s+(?:kansen|behandeling)\b|\biedereen\s+is\s+welkom\b
    |\bongeacht\s+(?:(?:je|hun|uw|jouw)\s+)?(?:leeftijd|geslacht|afkomst|achtergrond|geloof|religie)\b
    |\barbeidsbeperking.{0,40}\b(?:welkom|uitgenodigd|solliciteren)""",
)
