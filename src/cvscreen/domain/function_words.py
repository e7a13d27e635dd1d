"""Little words that decide what a sentence means, or that mean nothing alone, in the languages that CVs are read in.

All are as `words` gives them: casefolded, without accents and apostrophes.
"""

from __future__ import annotations

_ENGLISH_NOT = """not no nor none never neither nobody nothing without cannot lacks lacking except excluding
    hardly barely cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent
    hadnt mustnt neednt aint"""
_OTHERS_NOT = """nicht kein keine keinen keinem keiner keines keinerlei nie niemals nichts ohne weder ausser ne
    pas sans jamais aucun aucune ni rien non sin nunca jamas ningun ninguna ninguno nada tampoco nao sem
    nenhum nenhuma nem senza mai nessun nessuna nessuno niente ne niet geen nooit zonder niets nooit noch inte
    ingen inget aldrig utan ikke ingen aldri uden uten nie bez brak zadnego"""

NEGATIONS = frozenset((_ENGLISH_NOT + " " + _OTHERS_NOT).split())
"""Words that turn a statement round: one more or one fewer, and it says the opposite."""

_ENGLISH = (
    "a an the and or of to in on at by for from with as is was are were be been has had have that this my i we our"
)
_GERMAN = (
    "der die das den dem des ein eine einen einem einer und oder von vom zu zur zum mit fur im am bei auf ist war ich"
)
_FRENCH = "le la les un une et ou de du des a au aux en dans pour sur avec par est je l d"
_SPANISH = "el la los las un una y o de del en con por para es al se su"
_PORTUGUESE = "o a os as um uma e ou de do da dos das em na nos nas com por para ao"
_ITALIAN = "il lo la i gli le un uno una e o di del della da in con per su"
_DUTCH = "de het een en of van in op met voor te bij"

COMMON = NEGATIONS.union(*(x.split() for x in (_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _DUTCH)))
"""Words that say nothing of anybody: a quote of these alone supports no claim."""

_ENGLISH_NUMERALS = """three four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
    thousands million millions billion billions trillion trillions first second third fourth fifth sixth
    seventh eighth ninth tenth once twice half"""
_OTHER_NUMERALS = """zwei drei vier funf sechs sieben acht neun zehn zwolf dreizehn vierzehn funfzehn sechzehn
    siebzehn achtzehn neunzehn zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig hundert
    tausend millionen million billionen milliarde milliarden deux trois quatre cinq sept huit neuf onze douze
    treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille milliard milliards tres
    cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta
    sesenta setenta ochenta noventa cien doscientos trescientos seiscientos setecientos millon millones
    billones quatro sete oito nove dez doze treze vinte trinta quarenta cinquenta sessenta oitenta mil milhao
    milhoes bilhoes seiscentos setecentos due quattro cinque otto nove dieci sessanta settanta ottanta novanta
    cento mila milioni miliardi twee vier vijf zeven acht negen tien elf twaalf dertien veertien twintig
    dertig veertig miljoen miljard"""

_MONTHS = "junio julio junho julho"

NUMERALS = frozenset(f"{_ENGLISH_NUMERALS} {_OTHER_NUMERALS} {_MONTHS}".split())
"""Numbers that are written out, and months that are alike: as exact as digits. One letter makes "sesenta" "setenta"."""
