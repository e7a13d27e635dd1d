"""What asks for a protected trait in Spanish, and what speaks against discrimination."""

from __future__ import annotations

from cvscreen.domain.traits.names import AGE, FAITH, FAMILY, GROWN_UP, HEALTH, ORIGIN, PREGNANCY, SEX
from cvscreen.domain.traits.pattern import Pattern

_FAITH = r"(?:católic[oa]|cristian[oa]|evangélic[oa]|protestante|musulmán|musulmana|judí[oa]|hindú|budista)"

TRAITS = (
    Pattern(
        AGE,
        "edad menor mayor joven jóvenes nacimiento nacido nacida años",
        rf"""\bedad\s+(?:máxima|mínima|límite|entre|comprendida|requerida|de\s+\d)|\blímite\s+de\s+edad\b|^\W*edad\s*(?::|\d)
        |^\W*(?:menor|mayor)(?:es)?\s+(?:de|a)\s+{GROWN_UP}(?:\s+años)?\W*$|^\W*entre\s+{GROWN_UP}\s+y\s+\d{{2}}\s+años\W*$
        |^(?!.*\b(?:niñ[oa]s|pacientes|alumnos|residentes)\b).*\b\d{{2}}\s+años\s+de\s+edad\b
        |(?<!equipo\s)\bjoven(?:es)?\s*(?:,|\by\b|&)\s*dinámic|\bpersona\s+joven\b
        |\bfecha\s+de\s+nacimiento\b|\bnacid[oa]s?\s+(?:después|antes|en)\b.{{0,8}}(?:19|20)\d\d""",
    ),
    Pattern(
        SEX,
        "hombre mujer varón varones señorita dama caballero sexo femenino masculino",
        r"""\b(?:solo|únicamente|exclusivamente|preferentemente|preferiblemente|de\s+preferencia)\s+(?:una?\s+)?
        (?:hombres?|mujer(?:es)?|varón|varones|señoritas?|damas?|caballeros?)\b
        |\bsexo\s*:(?!\s*indistinto)|\bsexo\s+(?:femenino|masculino)\b
        |^\W*(?:hombres?|mujer(?:es)?|varón|femenino|masculino)\W*$""",
    ),
    Pattern(
        FAMILY,
        "soltero soltera casado casada divorciado divorciada viudo viuda civil hijos",
        r"\b(?:solter[oa]s?|casad[oa]s?|divorciad[oa]s?|viud[oa]s?|estado\s+civil)\b|\bsin\s+hijos\b",
    ),
    Pattern(
        PREGNANCY,
        "embaraz",
        r"\bno\s+(?:estar\s+|esté\s+)?embarazadas?\b|\b(?:prueba|test|planes)\s+de\s+embarazo\b",
    ),
    Pattern(
        FAITH,
        "católic cristian evangélic protestante musulm judí hindú budista religión",
        rf"\breligión\s*(?::|{_FAITH})|\b(?:ser|solo|no)\s+{_FAITH}s?\b|^\W*{_FAITH}s?\W*$",
    ),
    Pattern(
        ORIGIN,
        "nacionalidad origen raza piel",
        r"\bnacionalidad\b|\borigen\s+(?:étnico|nacional)\b|\braza\s*(?::|blanca|negra)|\bcolor\s+de\s+(?:la\s+)?piel\b",
    ),
    Pattern(
        HEALTH,
        "salud discapacidad discapacitad enfermedad",
        r"""\bbuena?\s+(?:estado\s+de\s+)?salud\b(?!\s+(?:laboral|pública|mental))|\bbuen\s+estado\s+de\s+salud\b
        |\b(?:sin|ninguna)\s+(?:ninguna\s+)?(?:discapacidad|enfermedad)(?:es)?\b|\bno\s+discapacitad""",
    ),
)

EQUAL_OPPORTUNITY = Pattern(
    "equal opportunity",
    "igualdad distinción independientemente indistinto discrimina",
    r"""\bigualdad\s+de\s+(?:oportunidades|trato|género)\b|\bsin\s+distinción\b|\bsexo\s*:?\s*indistinto\b|\bno\s+discrimina
    |\bindependientemente\s+de\s+(?:su|la|el)\s+(?:edad|sexo|género|origen|religión|raza|nacionalidad)\b""",
)
