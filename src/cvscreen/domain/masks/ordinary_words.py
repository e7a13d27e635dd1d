"""Words that are names of people and also of something else.

Where a part of the candidate's name stands alone in the CV and is one of these, it is more likely to be the
month, the place, the firm, the technology or the plain word, so it stays unless its neighbours tell that the
person is meant. Lower case; written from common knowledge of English, not from any list of candidates.
"""

from __future__ import annotations

ORDINARY_WORDS = frozenset(
    # months, weekdays, seasons
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday summer autumn winter spring noel
    season day week easter"""
    # places
    """ austin boston chicago dallas houston denver phoenix orlando madison jackson lincoln washington carolina virginia
    georgia dakota montana florence paris london york chester lancaster bristol derby kent devon cornwall essex sussex
    berkeley stanford oxford cambridge harvard yale princeton brown rice duke emory tufts drexel howard temple baylor
    purdue clemson auburn vanderbilt columbia cornell brandeis wake forest marquette loyola xavier notre dame santa
    clara jose diego antonio francisco angeles barbara cruz ana monica fe paso san los las vegas st saint savannah
    charlotte raleigh durham camden newark trenton bronx brooklyn manhattan queens sydney melbourne victoria adelaide
    perth alberta regina halifax troy rochester cleveland columbus cincinnati akron toledo dayton aurora boulder lansing
    flint warren sterling arlington richmond norfolk hampton franklin jefferson monroe madison clinton hamilton
    kingston burlington salem portland eugene salinas fremont hayward oakland irvine milan vienna roma israel jordan
    chad kenya china india asia america cuba mali wales ireland england scotland holland france germany romania
    lourdes logan lowell quincy lee marion union park parks hill hills lake rivers river woods forest field fields
    wood green lane street bridge bridges ford mill mills church churches west east north south northern southern
    eastern western central valley heights beach bay island sands banks brook brooks glen dale moore marsh meadows"""
    # firms, schools, brands and products that carry a person's name
    """ morgan chase stanley goldman wells fargo charles schwab merrill lynch ernst young deloitte mckinsey bain grant
    thornton booz allen hamilton ford dell hewlett packard johnson procter gamble kellogg wharton ross sloan booth
    haas stern anderson marshall tuck darden fuqua kelley olin macy macys kohl kohls nordstrom sears walmart target
    wendy tiffany cartier dior gap old navy banana hilton marriott wyndham disney warner turner oracle sap sage epic
    cerner pearson mercer mason dixon baxter abbott pfizer merck lilly roche bayer boeing lockheed martin raytheon
    northrop grumman caterpillar deere harley davidson tesla edison bloomberg reuters thomson moody fitch franklin
    raymond james edward edwards jones jpmorgan barclays lloyds santander citi blackrock fidelity vanguard state
    trader joe joes whole foods best buy costco kroger meyer fisher price barnes noble scholastic baker mckenzie
    russell dow nasdaq nielsen gallup ipsos kantar adams carlson wagner siemens bosch philips honeywell emerson"""
    # technology and the words of trades
    """ python java ruby julia scala swift rust perl pascal ada haskell crystal django flask spring jenkins maven
    gradle jasper jasmine jest mocha chai karma travis ansible chef salt puppet vagrant consul vault kafka spark storm
    hive pig flume airflow luigi prefect dagster snowflake redshift hudson gerrit jira trello slack asana tableau looker
    sage domino domo jupyter anaconda conda apache oracle delphi cobol fortran bash curry turing boole bayes
    markov monte carlo gauss laplace poisson kanban agile scrum sprint lean sigma gantt pareto nash shapley sharpe
    black scholes porter maslow myers briggs gallup kirkpatrick ulrich addie swot tax audit ledger cash bond bonds stock
    stocks price prices pricing cost costs rate rates budget budgets loan loans bank banking finance sales sale market
    marketing marketer retail store stores stock shop manager managers management director president chief officer
    analyst analysts engineer engineers developer developers designer teacher nurse doctor driver cook chef baker
    butcher carpenter mason miller smith taylor tailor weaver fisher hunter farmer gardener gardner shepherd barber
    butler carter cooper porter potter sawyer thatcher turner wright clerk clark page bishop abbot dean deacon pope
    priest monk king queen prince duke earl baron knight noble squire major sergeant marshall judge justice lawyer
    counsel law laws bill bills case cases brief court courts code codes coder data base server cloud net web script
    test tester testing lead leader leaders head team teams staff recruit talent people person human resources"""
    # products of the office and the web
    """ office excel word access outlook teams project publisher visio windows azure google amazon meta drive docs sheets
    adobe photoshop illustrator acrobat figma sketch canva wordpress shopify salesforce hubspot workday zoom git github
    docker kubernetes terraform linux unix react angular vue node express kotlin dart flutter lua matlab stata html css
    sql mongo redis elastic tensorflow torch pandas numpy oauth rest graphql power point suite support service services
    accounting payroll audit recruiting training nursing teaching design research security network logistics cleaning"""
    # plain words
    """ able art arts baby ball bar bass bean bear bell bench berry best bird blue bloom blossom bond boon booker books boss
    book bow bowl box brand brave bright brick broad buck bud bull burn burns bush call camp cane cannon care case
    chance charity chase child childs christian christmas clay close coast cole cotton cover crane creek crisp cross
    crow dash dawn day days dear destiny dollar drew drive early echo elder ember english eve ever faith fair faith
    fame farm fast favor field fine fire fish flag flint flower flowers fox frank free freed french friend frost fry full
    garden garland gates gay gem general genesis gentry german gift glass glory gold golden good goodman goods grace
    grand grant grave graves gray greek grey ground grove guard guy hale hall hand hands hardy harmony harvest haven
    hawk hay haze hazel heart heather heaven herb herring high hightower hogan holiday holly holmes home honor hood hope
    horn horne house humble hunt hurley iris irish ivy jade jewel jolly journey joy joyce judge juniper keen key keys
    kind kit knowledge lamb land lark latin laurel lawn leader legacy levy liberty life light lightning lilac lily little
    long love loving low lowe luck mack main man mark marker marks max may mayo mays meadow means mercy merit merry
    metal mint mission moon moral morrow moss mount mountain myrtle new newman night noon nova novel oak ocean odom
    olive olympia open orange orchid outlaw owl page paige palm parish park patience peace peacock pearl pen penny
    pepper perry pine pitt plant plaza poe pole pond pool poole power powers pratt precious prime prior prosper pride
    prudence purity quick quill rain raines rains raven ray read ready reason red reed reese rich riches riddle ring
    robin rock rod roe roman rome rose rosemary rowan royal ruby rush rust sage sailor salt sample samples sanders sandy
    savage say scarlet scott sea seal self serenity settle shade shadow sharp shaw shell short silver simple singer singh sky
    skye slack sloan small snow sol solomon song sparks spear speed spencer star stark starr steel steele stern steward
    stewart stock stone storm story stout strange street strong sue summer summers sun sunny swan sweet swift sykes temper
    temple tender terra terry thyme tiger tipton toll town towns travel travis tree trinity true tucker twin unique
    unity vale valentine valor vance verity viola violet virtue vision wade walker wall walls ward ware warm warner
    water waters watts way ways weeks weight wells wheat wheeler white whitehead whitney wild wilder will willow wills
    win wing winner wise wish wit wolf wolfe wonder wood word words work worth worthy wren yard yates young zeal""".split()
)
