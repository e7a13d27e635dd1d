"""The labels of what a CV tells of the person and no job may ask, and how their values are written.

Patterns for text in lower case without accents. Labels that can be nothing else are known in English, German, French,
Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Turkish and Russian; the others, and
what is told without a label, in the first seven.
"""

from __future__ import annotations

_BIRTH_PARTS = r"(?:date|place|year)(?:[ ](?:and|&)[ ](?:place|date))?[ ]of[ ]birth|birth[ ]?(?:date|day|place|year)|d\.?[ ]?o\.?[ ]?b\b\.?"
BIRTH = rf"(?:{_BIRTH_PARTS}|geburts(?:datum|tag|ort|jahr)(?:[ ]?(?:/|und|u\.|&)[ ]?-?(?:ort|datum|geburtsort))?|(?:date|lieu|annee)(?:[ ]et[ ](?:lieu|date))?[ ]de[ ]naissance|(?:fecha|lugar|ano)(?:[ ]y[ ](?:lugar|fecha))?[ ]de[ ]nacimiento|(?:data|luogo|anno)(?:[ ]e[ ](?:luogo|data))?[ ]di[ ]nascita|(?:data|local|ano)(?:[ ]e[ ](?:local|data))?[ ]de[ ]nascimento|naturalidade|geboorte(?:datum|plaats|jaar)|(?:data|miejsce|rok)(?:[ ]i[ ](?:miejsce|data))?[ ]urodzenia|fodelse(?:datum|dag|ort|ar)|fodsels(?:dato|dag|sted|ar)|syntyma(?:aika|paikka|vuosi)|dogum[ ](?:tarihi|yeri|yili)|(?:дата|место|год)(?:[ ]и[ ](?:место|дата))?[ ]рождения)"
NATION = r"(?:nationality|citizenship|staatsangehorigkeit|staatsburgerschaft|nationalitat|nationalite|nacionalidade?|nazionalita|cittadinanza|nationaliteit|obywatelstwo|narodowosc|nationalitet|medborgarskap|statsborgerskap|nasjonalitet|kansalaisuus|uyrugu|uyruk|гражданство|национальность)"
CIVIL = r"(?:(?:marital|civil|family)[ ]status|(?:father|mother|husband|wife|spouse)'?s[ ]name|zivilstand|familienstand|etat[ ]civil|situation[ ](?:de[ ]famille|familiale|matrimoniale)|estado[ ]civil|stato[ ]civile|burgerlijke[ ]staat|stan[ ]cywilny|civilst(?:and|atus)|sivilst(?:and|atus)|siviilisaaty|medeni[ ](?:hali?|durumu?)|семеиное[ ]положение)"
SURE_SIGNS = (
    *("birth", "dob", "d.o.b", "d. o. b", "d o b", "fathers n", "mothers n", "husbands n", "wifes n", "spouses n"),
    *("geburts", "naissance", "nacimiento", "nascita", "nascimento", "naturalid"),
    *("geboorte", "nationali", "nacionali", "nazionali", "citizensh", "cittadin", "staatsan", "staatsbu", "marital"),
    *("father's", "mother's", "husband's", "spouse's", "wife's", "religion", "konfession", "civil", "family st"),
    *("zivilst", "familiens", "de famille", "familiale", "matrimon", "burgerlijke", "urodzen", "fodels", "fodsels"),
    *("syntyma", "dogum", "obywatel", "narodow", "medborg", "statsborg", "nasjonal", "kansalais", "uyru", "cywiln"),
    *("sivilst", "siviili", "medeni", "рожден", "гражданс", "националь", "положение"),
)
"""Without one of these a line holds no label that can be nothing else."""

SEX = r"(?:gender|sex|geschlecht|sexe|sexo|genero|sesso|geslacht)"
SEXES = r"(?:(?:fe)?male|woman|man|weiblich|mannlich|divers|femme|homme|mujer|hombre|femenino|masculino|donna|uomo|femmina|maschio|feminino|vrouw|[mfwvdx])"
TRAIT = r"(?:race|ethnicity|ethnic[ ](?:origin|group)|disability|sexual[ ]orientation|pronouns)"
FAITH = r"(?:religion|konfession)"
AGE = r"(?:age|alter|edad|eta|idade|leeftijd)"
YEARS = r"(?:years?[ ]?(?:old)?|yrs?\.?|jahre?(?:[ ]alt)?|ans|anos|anni|jaar(?:[ ]oud)?)"
CHILDREN = r"(?:children|kind(?:er|eren)|enfants|hijos|figli|filhos)"

_NEXT = r"(?:(?:date|place|year)[ ]of[ ]birth|birth[ ]?(?:date|place)|dob\b|geburts|(?:fecha|lugar)[ ]de|(?:date|lieu)[ ]de|data[ ]d[ei]|nationali|nacionali|nazionali|citizenship|cittadinanza|staats(?:an|bu)|(?:marital|civil|family)[ ]status|etat[ ]civil|estado[ ]civil|stato[ ]civile|familienstand|zivilstand|gender\b|sexe?\b|sexo\b|sesso\b|geschlecht|geslacht|religion\b|age[ ]\d)"
"""How a label begins that follows on a value."""

HOW_MANY = r"(?:no|\d|one|two|three|four|five|keine?|ein|zwei|drei|vier|deux|trois|quatre|sans|un|dos|tres|due|tre|dois|duas|twee|drie)"
CHILD = r"(?:child(?:ren)?|kids?|kind(?:ern?|eren)?|enfants?|hij[oa]s?|figli[oa]?|filh[oa]s?)"
MARRIED = r"(?:(?:un)?married|single|engaged|divorced|widow(?:ed|er)?|separated|verheiratet|ledig|geschieden|verwitwet|getrennt[ ]lebend|mariee?|celibataire|divorcee?|pacsee?|separee?|veu(?:f|ve)|casad[oa]|solter[oa]|divorciad[oa]|separad[oa]|viud[oa]|sposat[oa]|coniugat[oa]|celibe|nubile|divorziat[oa]|vedov[oa]|solteir[oa]|viuv[oa]|(?:on)?gehuwd|gescheiden|samenwonend|alleenstaand)"
WITH_CHILDREN = rf"(?:,?[ ](?:(?:and|with|und|mit|et|avec|y|con|e|com|en|met)[ ])?{HOW_MANY}[ ]{CHILD}\b|,?[ ](?:without|ohne|sin)[ ]{CHILD}\b)?"

_MONTHS = (
    r"jan|feb|fev|mar|apr|abr|avr|mai|may|jun|jul|aug|aou|ago|sep|set|ept|oct|okt|out|nov|dec|dez|dic|ene|gen|uil|geb"
)
_FULL_STOP = rf"(?:(?<=[^\W_]{{3}})(?<!{_MONTHS})|(?<=[./-]\d\d))\.[ ]+(?!(?:19|20)\d\d|{HOW_MANY}[ ]{CHILD})(?=[^\W_])"
"""Ends a sentence: that behind a day's number or a month's short name does not."""
_RIGHT_TO_WORK = r"(?:permanent|settled|valid|work|unlimited|unbefristet\w*)\b"
END = r"(?=[ \t]*(?:[|•·;,.)(\t\r\n]|[ ]{2}|$))"
"""A field, or what is said of the person, ends here."""
VALUE = rf"[^|•·;\t\r\n]*?(?=[ ]{{2,}}|[|•·;\t\r\n)]|{_FULL_STOP}|,?[ ]+(?:[^\W\d_]+[ ]?:|{_NEXT})|,[ ]*(?:[^\W\d_]+[ ]?:|{_RIGHT_TO_WORK})|$)"
"""Up to where the field or the sentence ends, or another label begins, or what tells of the right to work."""

COLON = r"[ \t]*(?:[:=]|\.(?=[ ]?\d)|[\-–—](?!based|related|neutral|specific|blind))[ \t]*"
"""Behind a label at the beginning of a field."""
ASIDE = r"(?:[ ]?\([^()\r\n]{1,30}\))?(?:[ ]?/[ ]?[^\W\d_]+(?:[ ][^\W\d_]+){0,3}(?:[ ]?\([^()\r\n]{1,30}\))?)?"
"""Between a label and its colon: how it is written, and the label in another language."""
NO_NATION = r"(?:and|or|und|et|y|e|of|in|by|for|laws?|acts?|rules?|issues?|matters?|polic(?:y|ies)|checks?|verification|validation|services?|fields?|forms?|data|register|registry|clerk|court|bias|discrimination|equality|quotas?|planning|recht|counsell?ing|requirements?|education|tests?|applications?|ceremon(?:y|ies)|program(?:me)?s?|class(?:es)?|courses?|teacher|studies|award|badge|dropdown|column|codes?|lehrer\w*|klassen?)\b"
"""What a nationality is spoken of with, and is none."""
