"""What asks for a protected trait in Italian, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE, FAITH, FAMILY, GROWN_UP, HEALTH, ORIGIN, PREGNANCY, SEX
from cvscreen.domain.traits.pattern import Pattern

_FAITH = r"(?:cattolic[oaie]|cristian[oaie]|protestant[ei]|musulman[oaie]|ebre[oaie]|evangelic[oaie])"

TRAITS = (
    Pattern(
        AGE,
        "età oltre under fino meno giovane giovani nascita nato nata nati nate",
        rf"""\betà\s+(?:massima|minima|compresa|tra|non\s+superiore|inferiore|limite|\d)|\blimit[ei]\s+(?:di|d['’])\s*età\b|^\W*età\s*:
        |\bnon\s+oltre\s+(?:i\s+)?{GROWN_UP}\s+anni(?!\s+(?:di\s+esp|fa))
        |^(?!.*\b(?:bambini|pazienti|alunni|ospiti)\b).*\b\d{{2}}\s+anni\s+di\s+età\b
        |^\W*(?:under|meno\s+di|fino\s+a)\s+{GROWN_UP}(?:\s+anni)?\W*$
        |(?<!ambiente\s)(?<!team\s)(?<!contesto\s)(?<!azienda\s)\bgiovan[ei]\s*(?:,|\be\b|&)\s*dinamic
        |\bdata\s+di\s+nascita\b|\bnat[oaie]\s+(?:dopo|prima|nel)\b.{{0,8}}(?:19|20)\d\d""",
    ),
    Pattern(
        SEX,
        "uomini uomo donne donna ragazzo ragazza ragazze ragazzi sesso",
        r"""\b(?:solo|soltanto|esclusivamente|preferibilmente)\s+(?:una?\s+)?(?:uomini|uomo|donne|donna|ragazz[aeio])\b
        |\bsesso\s*:|\bsesso\s+(?:femminile|maschile)\b|^\W*(?:uomini|uomo|donne|donna)\W*$""",
    ),
    Pattern(
        FAMILY,
        "nubil celib sposat divorziat vedov civile figli",
        r"\b(?:nubil[ei]|celib[ei]|sposat[oaie]|divorziat[oaie]|vedov[oaie]|stato\s+civile)\b|\bsenza\s+figli\b",
    ),
    Pattern(
        PREGNANCY,
        "gravidanza incinta",
        r"\bnon\s+(?:essere\s+)?(?:in\s+gravidanza|incinta)\b|\btest\s+di\s+gravidanza\b",
    ),
    Pattern(
        FAITH,
        "cattolic cristian protestant musulman ebre evangelic religione",
        rf"\breligione\s*(?::|{_FAITH})|\b(?:essere|solo)\s+{_FAITH}\b|^\W*{_FAITH}\W*$",
    ),
    Pattern(
        ORIGIN,
        "nazionalità origine razza pelle",
        r"\bnazionalità\b|\borigine\s+(?:etnica|nazionale)\b|\brazza\s*(?::|bianca|nera)|\bcolore\s+della\s+pelle\b",
    ),
    Pattern(
        HEALTH,
        "salute disabilità malattia malattie costituzione",
        r"""\bbuon[oa]?\s+(?:stato\s+di\s+)?salute\b|\bsenza\s+(?:alcuna\s+)?(?:disabilità|malatti[ae])\b
        |\bsana\s+e\s+robusta\s+costituzione\b""",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    "pari sessi ambosessi distinzione protette",
    r"""\bpari\s+opportunità\b|\b(?:entrambi|ambo)\s+i\s+sessi\b|\bambosessi\b|\bsenza\s+distinzion[ei]\b
    |\bcategorie\s+protette\b""",
)
