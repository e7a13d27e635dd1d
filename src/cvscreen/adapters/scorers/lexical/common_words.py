"""Words that say little: those of every sentence, and those of every job ad and every CV."""

from __future__ import annotations

from cvscreen.adapters.scorers.lexical.stems import stem

EMPTY_WORDS = frozenset(
    """a an the and or of in on at to for with without by from as is are be been being was were will would can could may
    must should shall has have had having do does did this that these those it its their they them our us we you your
    he she his her him who whom which what where when how why all any each every both either other another such same
    own more most many much few several some no not only very too so than then also well etc eg ie e.g i.e per via across
    within into onto about over under between among through during while if but up out off re s t
    experience experienced experiences strong strongly excellent proven demonstrated demonstrable solid good great deep
    extensive significant thorough basic working work works hands-on hands ability able abilities capable capability
    knowledge knowledgeable understanding understand familiarity familiar proficiency proficient expertise expert skill
    skills skilled competence competent competency background track record exposure comfortable confidence confident
    required require requires requirement requirements preferred prefer preference preferably plus bonus nice ideal
    ideally ideal desired desirable desirably advantage advantageous asset need needed needs necessary essential
    mandatory minimum least must-have year years yrs month months similar related relevant equivalent comparable
    appropriate suitable various multiple different new current including include includes included following
    candidate candidates applicant role position job looking seek seeking hire hiring join want ensure ensuring help
    helping use using used utilize utilizing make making provide providing support level high highly high-quality effective effectively
    fast-paced environment environments day-to-day daily successful successfully responsible responsibilities duties
    tasks assigned necessary possess demonstrated field fields discipline area areas degree degrees education
    bachelor bachelors master masters phd university college accredited diploma graduate
    please thanks higher above completed valid advanced professional written spoken verbal oral build building develop developing one two three four five six seven eight nine
    ten dozen someone somebody know knows done before part
    erfahrung erfahrungen berufserfahrung kenntnisse mindestens mit und oder bei von als sowie gute sehr
    expérience expériences avec dans pour une les des du et ou au moins comme bonne connaissance connaissances
    experiencia experiencias con como para los las conocimientos mínimo experiência experiências com conhecimentos em
    esperienza esperienze nel della come conoscenza almeno ervaring kennis met als minimaal een""".split()
)
"""Words that make no need at all."""

COMMON_STEMS = frozenset(
    stem(word)
    for word in """team project business company firm organization product service solution system process client customer
    management manager development quality result goal objective priority deadline deadlines leadership communication
    performance opportunity need best practice issue problem task activity program initiative plan planning strategy
    strategic stakeholder partner partnership group member staff employee colleague peer people person individual
    professional office site world global international local national internal external technical operational
    operation operations function functional cross department division unit area region market industry sector
    growth success value impact improvement change innovation innovative creative efficient efficiency effective
    excellence standard guideline policy procedure requirement specification document documentation report reporting
    information data tool technology resource material content idea feedback question answer decision approach method
    time day week month year schedule term end start first last next part whole full daily weekly monthly annual
    manage lead develop create build design implement execute deliver drive support maintain improve enhance
    participate contribute collaborate coordinate communicate partner work join take bring make give get keep hold set
    identify understand learn grow think know show demonstrate meet exceed achieve complete perform conduct prepare
    review monitor track analyze evaluate assess recommend present respond resolve handle address serve assist help
    key main major critical important significant complex specific multiple broad wide large small big high low top
    able willing motivated passionate enthusiastic proactive flexible adaptable versatile independent autonomous
    positive friendly dynamic detail oriented driven focus focused fast paced pace self positive environment culture
    real true open available possible additional further existing ongoing future continue continuous based around
    job career play hand way look feel want love like passion energy drive attitude mindset spirit fun great
    provide ensure include require allow enable apply use follow accept accordance related appropriate necessary
    corporate level senior junior mid entry great fresh familiar""".split()
)
"""Words that prove little: they weigh a quarter of another word."""

LANGUAGES = frozenset(
    """english german french spanish italian portuguese dutch polish czech slovak hungarian romanian bulgarian greek turkish
    russian ukrainian serbian croatian swedish norwegian danish finnish estonian latvian lithuanian irish welsh arabic
    hebrew persian farsi hindi urdu bengali punjabi tamil telugu marathi gujarati mandarin cantonese chinese japanese korean
    vietnamese thai indonesian malay tagalog swahili amharic yoruba igbo hausa zulu afrikaans catalan basque""".split()
)
"""Languages: each a need of its own, whether or not it is written with its capital."""

FLUENCY = frozenset({"fluent", "fluently", "native", "bilingual"})
"""How well a language is asked for: half of what the language weighs."""

FLUENT_LEVELS = ("fluent", "native", "bilingual", "C1", "C2")
"""What proves fluency; C1 and C2 are levels of the Common European Framework of Reference for Languages."""
