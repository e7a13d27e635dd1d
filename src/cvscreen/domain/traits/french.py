"""What asks for a protected trait in French, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE, FAITH, FAMILY, GROWN_UP, HEALTH, ORIGIN, PREGNANCY, SEX
from cvscreen.domain.traits.pattern import Pattern

_FAITH = r"(?:catholique|protestant|musulman|juif|juive|chrétien|hindou|bouddhiste|évangélique)"

TRAITS = (
    Pattern(
        AGE,
        "âge âgé âgée âgés âgées moins jeune naissance né née nés nées",
        rf"""\bâge\s+(?:maximum|maximal|minimum|minimal|limite|requis|compris|entre)\b|\blimite\s+d['’]âge\b|^\W*âge\s*(?::|\d)
        |^(?!.*\b(?:enfants?|patients?|élèves?|résidents?|jeunes|usagers)\b).*\bâgée?s?\s+(?:de|d['’]au)\s+(?:\w+\s+){{0,2}}{GROWN_UP}
        |^\W*moins\s+de\s+{GROWN_UP}\s+ans\W*$|(?<!équipe\s)\bjeune\s*(?:,|\bet\b|&)\s*dynamique
        |\bjeune\s+(?:homme|femme|candidate?)\b|\bdate\s+de\s+naissance\b|\bnée?s?\s+(?:après|avant|en)\s+(?:19|20)\d\d""",
    ),
    Pattern(
        SEX,
        "homme femme sexe masculin féminin",
        r"""\b(?:hommes?|femmes?)\s+(?:uniquement|seulement|exclusivement|de\s+préférence)\b
        |\b(?:uniquement|seulement|de\s+préférence|préférence\s+donnée)\s+(?:(?:des?|les|aux?|une?)\s+)?(?:hommes?|femmes?)\b
        |\bsexe\s*:|\bde\s+sexe\s+(?:masculin|féminin)\b|^\W*(?:homme|femme)s?\W*$|\bcandidate?s?\s+(?:masculin|féminin)""",
    ),
    Pattern(
        FAMILY,
        "célibataire marié divorcé veuf veuve situation état enfant",
        r"""\b(?:célibataires?|(?<!couples\s)mariée?s?|divorcée?s?|veufs?|veuves?|état\s+civil)\b
        |\bsituation\s+(?:familiale|matrimoniale|de\s+famille)\b|\bsans\s+enfants?\b""",
    ),
    Pattern(
        PREGNANCY,
        "enceinte grossesse",
        r"\b(?:non|pas)\s+enceinte\b|\b(?:pas|sans|test)\s+(?:de\s+)?grossesse\b|\bprojets?\s+de\s+grossesse\b",
    ),
    Pattern(
        FAITH,
        "catholique protestant musulman juif juive chrétien hindou bouddhiste évangélique religion confession",
        rf"""\b(?:confession|religion|foi)\s+{_FAITH}|\b(?:pas\s+de|uniquement|seulement)\s+(?:des\s+)?{_FAITH}
        |^\W*{_FAITH}(?:ne)?e?s?\W*$|\bêtre\s+{_FAITH}|\b(?:religion|confession)\s*:""",
    ),
    Pattern(
        ORIGIN,
        "nationalité origine race peau",
        r"""\bnationalité\b|\borigine\s+(?:ethnique|nationale)\b|\bde\s+race\b|\brace\s*:|\bcouleur\s+de\s+(?:la\s+)?peau\b
        |\bd['’]origine\s+(?:française|européenne|africaine|maghrébine|arabe|étrangère)\b""",
    ),
    Pattern(
        HEALTH,
        "santé handicap maladie",
        r"""\b(?:en|de)\s+bonne\s+santé\b|^\W*bonne\s+santé\b|^\W*(?:bon\s+)?état\s+de\s+santé\b|\bvotre\s+état\s+de\s+santé\b
        |\b(?:sans|pas\s+de)\s+(?:aucun\s+)?(?:handicap|maladie)|\bnon\s+handicapé""",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    "distinction égalité égales handicap discrimination quel quels quelle quelles",
    r"""\bsans\s+distinction\b|\bégalité\s+(?:des\s+chances|professionnelle|hommes|femmes|de\s+traitement)|\bcompétences\s+égales\b
    |\b(?:ouvert|accessible)\w*\s+(?:à|aux)\s+.{0,40}\bhandicap|\bnon[\s-]discrimination\b
    |\bquels?(?:les?)?\s+que\s+soi(?:en)?t\b.{0,40}\b(?:âge|sexe|origine|handicap|religion)""",
)
