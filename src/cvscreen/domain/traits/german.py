"""What asks for a protected trait in German, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE, FAITH, FAMILY, GROWN_UP, HEALTH, ORIGIN, PREGNANCY, SEX
from cvscreen.domain.traits.pattern import Pattern

_FAITH = r"(?:katholisch|evangelisch|protestantisch|muslimisch|islamisch|jüdisch|christlich|hinduistisch|buddhistisch)"
_APPLICANT = r"(?:bewerber|kandidat|mitarbeiter|person|kolleg)\w*"

TRAITS = (
    Pattern(
        AGE,
        "alt alter höchstalter mindestalter altersgrenze altersobergrenze älter jünger",
        rf"""\b(?:höchstalter|mindestalter|altersgrenze|altersobergrenze)\b
        |^\W*alter\b\W*(?:von|bis|zwischen|ab|max\w*|min\w*|\d|$)
        |^(?!.*\b(?:kind|patient|schüler|bewohner|jugendlich)).*?\b\d{{2}}\s+jahren?\s+alt\b
        |\bnicht\s+älter\b|\b(?:älter|jünger)\s+als\s+{GROWN_UP}\b""",
    ),
    Pattern(
        AGE,
        "bewerber kandidat personen unter",
        rf"""\b{_APPLICANT}\s+(?:unter|über|zwischen|von|ab|bis)\s+{GROWN_UP}(?:\s+(?:und|bis)\s+\d{{2}})?(?:\s+jahren?)?\W*$
        |^\W*unter\s+{GROWN_UP}(?:\s+jahren?)?\W*$""",
    ),
    Pattern(
        AGE,
        "jung jahrgang geboren geburtsdatum geburtsjahr",
        rf"""\bjung(?:e[rsnm]?)?\s*(?:,|\bund\b|&)\s*(?:dynamisch|motiviert|hungrig|engagiert)\w*(?!\w*\s+(?:team|unternehmen)\b)
        |\bjunge[rn]?\s+(?:{_APPLICANT}|mann|frau)\b|\bjahrgang\s+(?:19|20)\d\d
        |\bgeboren\s+(?:nach|vor|ab)\s+(?:19|20)\d\d|\bgeburts(?:datum|jahr)\b""",
    ),
    Pattern(
        SEX,
        "mann männer männlich frau frauen weiblich dame damen herren geschlecht",
        rf"""\b(?:nur|ausschließlich|bevorzugt|vorzugsweise|keine)\s+(?:männer|frauen|damen|herren)\b
        |\b(?:männlich|weiblich)e[rnsm]?\s+{_APPLICANT}|\bgeschlecht\s*:
        |^\W*(?:männlich|weiblich|männer|frauen|mann|frau)\W*$
        |\b(?:suchen|gesucht\s+wird|gesucht:?)\s+(?:eine?n?\s+)(?:\w+\s+)?(?:frau|mann|dame|herrn?)\b""",
    ),
    Pattern(
        FAMILY,
        "ledig verheiratet unverheiratet geschieden verwitwet kinderlos familienstand alleinstehend kinder",
        r"""\b(?:ledige?[rns]?|(?:un)?verheiratet|geschieden|verwitwet|kinderlos|familienstand|alleinstehend)\b
        |\b(?:ohne|keine)\s+(?:kleinen?\s+)?kinder\b""",
    ),
    Pattern(
        PREGNANCY,
        "schwanger",
        r"\b(?:nicht|keine?|ohne)\s+(?:\w+\s+)?schwanger(?:schaft)?\b|\bschwangerschaftstest",
    ),
    Pattern(
        FAITH,
        """katholisch evangelisch protestantisch muslim islamisch jüdisch christlich hinduistisch buddhistisch christen juden
        katholiken protestanten hindus moslems konfession religion kirche""",
        rf"""\b(?:muss|müssen|soll\w*)\s+(?:\w+\s+)?{_FAITH}\s+sein|\b{_FAITH}e[rnsm]?\s+(?:konfession|glaube\w*|religion|{_APPLICANT})
        |\b(?:keine|nur)\s+(?:muslime|christen|juden|katholiken|protestanten|hindus|moslems)\b|^\W*{_FAITH}\W*$
        |\b(?:konfession|religion)\s*(?::|erforderlich|ist\b)|\b(?:religions|kirchen)zugehörigkeit\b
        |\bkirchenmitglied|\bmitglied(?:schaft)?\s+(?:in\s+)?(?:der|einer)\s+(?:\w+\s+)?kirche\b""",
    ),
    Pattern(
        ORIGIN,
        "staatsangehörigkeit nationalität ethnisch hautfarbe deutsche ausländer europäer herkunft migrationshintergrund rasse",
        rf"""\b(?:staatsangehörigkeit|nationalität|hautfarbe|migrationshintergrund)\b|\bethnische[rns]?\s+(?:herkunft|zugehörigkeit)
        |\b(?:nur|keine)\s+(?:deutsche|ausländer|europäer)(?:\W*$|\s+{_APPLICANT})|\brasse\s*:
        |\b(?:deutscher|europäischer|arabischer|türkischer|ausländischer|afrikanischer)\s+herkunft\b""",
    ),
    Pattern(
        HEALTH,
        "gesund behinder beeinträchtigung krankheit chronisch vorerkrankung",
        r"""\b(?:körperlich|geistig|vollkommen|absolut)\s+gesund\b|^\W*gesund\W*$
        |\bgute[rnsm]?\s+(?:gesundheitszustand|gesundheit\b|gesundheitliche\w*\s+verfassung)
        |\b(?:keine?|ohne)\s+(?:\w+\s+)?(?:behinderung|beeinträchtigung|vorerkrankung|chronische\w*\s+krankheit)(?:en)?\b
        |\bnicht\s+behindert\b""",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    "unabhängig chancengleichheit gleichstellung gleichbehandlung schwerbehindert gleicher behinderung",
    r"""\bunabhängig\s+von\s+(?:\w+\s+)?(?:alter|geschlecht|herkunft|religion|nationalität|behinderung|hautfarbe)\b
    |\b(?:chancengleichheit|gleichstellung|gleichbehandlung)\b|\bbei\s+gleicher\s+(?:eignung|qualifikation)\b
    |\b(?:schwerbehindert|menschen\s+mit\s+(?:schwer)?behinderung).{0,60}\b(?:bevorzugt|willkommen|berücksichtigt|erwünscht|begrüßt)""",
)
