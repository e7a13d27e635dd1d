"""What asks for a protected trait in Portuguese, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE, FAITH, FAMILY, GROWN_UP, HEALTH, ORIGIN, PREGNANCY, SEX
from cvscreen.domain.traits.pattern import Pattern

_FAITH = r"(?:católic[oa]|cristão|cristã|evangélic[oa]|protestante|muçulman[oa]|judeu|judia|espírita)"

TRAITS = (
    Pattern(
        AGE,
        "idade até menor menos jovem nascimento nascido nascida",
        rf"""\bidade\s+(?:máxima|mínima|limite|entre|até|de\s+\d)|\blimite\s+de\s+idade\b|^\W*idade\s*(?::|\d)
        |^(?!.*\b(?:crianças|pacientes|alunos|idosos)\b).*\b\d{{2}}\s+anos\s+de\s+idade\b
        |^\W*(?:até|menos\s+de|menor\s+de)\s+{GROWN_UP}\s+anos\W*$
        |(?<!equipe\s)(?<!equipa\s)\bjovem\s*(?:,|\be\b|&)\s*dinâmic|\bpessoa\s+jovem\b
        |\bdata\s+de\s+nascimento\b|\bnascid[oa]s?\s+(?:após|antes|depois|em)\b.{{0,8}}(?:19|20)\d\d""",
    ),
    Pattern(
        SEX,
        "homem homens mulher sexo feminino masculino",
        r"""\b(?:apenas|somente|só|exclusivamente|preferencialmente|de\s+preferência)\s+(?:(?:uma?|para)\s+)?(?:homens?|homem|mulher(?:es)?)\b
        |\bsexo\s*:|\bsexo\s+(?:feminino|masculino)\b|^\W*(?:homens|homem|mulher(?:es)?|feminino|masculino)\W*$""",
    ),
    Pattern(
        FAMILY,
        "solteiro solteira casado casada divorciado divorciada viúvo viúva civil filhos",
        r"\b(?:solteir[oa]s?|casad[oa]s?|divorciad[oa]s?|viúv[oa]s?|estado\s+civil)\b|\bsem\s+filhos\b",
    ),
    Pattern(
        PREGNANCY,
        "grávida gravidez engravidar",
        r"\bnão\s+(?:estar\s+|esteja\s+)?grávida\b|\bteste\s+de\s+gravidez\b|\bnão\s+(?:pretend\w+\s+)?engravidar\b",
    ),
    Pattern(
        FAITH,
        "católic cristã cristão evangélic protestante muçulman judeu judia espírita religião",
        rf"\breligião\s*(?::|{_FAITH})|\b(?:ser|apenas|somente)\s+{_FAITH}s?\b|^\W*{_FAITH}s?\W*$",
    ),
    Pattern(
        ORIGIN,
        "nacionalidade origem raça pele",
        r"\bnacionalidade\b|\borigem\s+(?:étnica|nacional)\b|\braça\s*(?::|branca|negra)|\bcor\s+da\s+pele\b",
    ),
    Pattern(
        HEALTH,
        "saúde deficiência doença",
        r"""\bboa\s+saúde\b(?!\s+(?:pública|mental|ocupacional))|\bbom\s+estado\s+de\s+saúde\b
        |\bsem\s+(?:nenhuma\s+|qualquer\s+)?(?:deficiência|doença)s?\b""",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    "igualdade oportunidades independentemente independente vaga vagas distinção",
    r"""\bigualdade\s+de\s+oportunidades\b|\boportunidades\s+iguais\b|\bsem\s+distinção\b
    |\bindependente(?:mente)?\s+d[aeo]\s*(?:sua\s+)?(?:gênero|raça|cor|idade|sexo|origem|religião)\b
    |\bvagas?\b.{0,40}\b(?:pcd|pessoas\s+com\s+deficiência)\b""",
)
