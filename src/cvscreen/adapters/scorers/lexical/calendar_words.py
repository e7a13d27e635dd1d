"""How dates are said in English, German, French, Spanish, Portuguese, Italian and Dutch."""

from __future__ import annotations

MONTH_NAMES = (
    "jan january januar jänner janv janvier enero ene janeiro gennaio gen januari",
    "feb february februar févr fév fevr février fevrier febrero fev fevereiro febbraio februari",
    "mar march märz mär mrz maerz mars marzo março maart mrt",
    "apr april avr avril abr abril aprile",
    "may mai mayo maio maggio mag mei",
    "jun june juni juin junio junho giugno giu",
    "jul july juli juil juillet julio julho luglio lug",
    "aug august août aout ago agosto augustus",
    "sep sept september septembre septiembre setiembre set setembro settembre",
    "oct october okt oktober octobre octubre out outubro ott ottobre",
    "nov november novembre noviembre novembro",
    "dec december dez dezember déc décembre decembre dic diciembre dezembro dicembre",
)
"""The names and abbreviations of each month, January first, in lower case."""

SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""The month that a season is taken to begin with."""

OTHER_WORDS = frozenset({"set", "out", "ago", "mag", "gen", "mars"})
"""Months that are words of English too: beside two digits they are no date."""

SINCE = "since|seit|ab|depuis|desde|dal?|sinds|vanaf"
UNTIL = r"to|until|till|through|bis|à|a[ul]?|jusqu['’](?:à|au|en)|hasta|até|ate|fino\s+al?|tot|ad"
NOW = r"""(?:(?:l['’ao]\s*|el\s+|o\s+|il\s+|ce\s+)?(?:
    present|pres\.|current(?:ly)?|now|today|ongoing|(?:to|till|til|until)\s+date|date
    |heute|aktuell|jetzt|derzeit|laufend|dato|présent|aujourd['’]hui|actuel(?:lement)?|maintenant|jour|en\s+cours
    |actualidad|actual(?:mente|idade)?|presente|hoy|fecha|ahora|atual(?:mente)?|hoje|momento|oggi|attuale|attualmente
    |in\s+corso|heden|nu|huidig|vandaag))"""
