"""The small words of a language: those classes of words that get no new members, and the few that behave like them.

General knowledge of the language, one table for each class; nothing here comes from a particular story. English is
full; `OPENERS` holds, for the other languages, the words with which a sentence points back.
"""

from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- pronouns

HE = _words("he him his himself")
SHE = _words("she her hers herself")
IT = _words("it its itself")
THEY = _words("they them their theirs themselves")
WE = _words("i me my mine myself we us our ours ourselves")
OBJECT_FORMS = _words("him them it")
REFLEXIVES = _words("himself herself itself themselves")
POSSESSIVES = _words("his her its their my our your whose")
ANYBODY = _words(
    "anyone anybody everyone everybody someone somebody nobody none each every whoever many some few several "
    "others both those all most more thousands hundreds dozens"
)

# --- words around nouns

ARTICLES = _words("a an the")
DETERMINERS = ARTICLES | POSSESSIVES | _words("this that these those some any no each every another either neither")
NUMBERS = _words("one two three four five six seven eight nine ten dozen dozens hundred hundreds thousand thousands")
QUANTIFIERS = _words("many some most few several all none both neither others more dozens hundreds thousands") | NUMBERS
PREPOSITIONS = _words(
    "of in on at to for from by with without within between among against about over under after before during "
    "since until through throughout across along into onto upon toward towards near behind beyond beside besides "
    "despite including regarding concerning amid via per except like unlike around above below inside outside off "
    "out up down"
)
COORDINATORS = _words("and but or nor yet so")
SUBORDINATORS = _words(
    "when while as after before since because although though if unless until once whereas whether where wherever "
    "whenever that than"
)
RELATIVES = _words("who whom whose which that where when why how what")
CONJUNCTIONS = COORDINATORS | SUBORDINATORS | RELATIVES

# --- verbs

BE = _words("is are was were be been being am isn't aren't wasn't weren't")
HAVE = _words("has have had having hasn't haven't hadn't")
DO = _words("do does did don't doesn't didn't")
MODALS = _words(
    "will would shall should can could may might must cannot won't wouldn't can't couldn't shouldn't needn't mustn't"
)
AUXILIARIES = BE | HAVE | DO | MODALS
SPEECH = _words(
    "said says say saying told tells tell adds added asked asks wrote writes write tweeted posted stated states "
    "insisted insists argued argues claimed claims warned warns explained explains noted notes replied replies "
    "recalled recalls responded responds continued continues concluded concludes announced announces declared "
    "declares suggested suggests acknowledged acknowledges admitted admits denied denies joked jokes vowed vows "
    "quipped shouted yelled testified promised pledged urged urges called complained observed remarked predicted "
    "interjected exclaimed read reads"
)
IRREGULAR_PAST = _words(
    "arose awoke bled bred crept dug flung forbade knelt leapt overcame overtook shed shrank shrunk spun strode swung "
    "undertook wept withheld withstood "
    "became began bent bet bit blew bore bought bound broke brought built burst came caught chose clung cost cut "
    "dealt drew drank drove fed fell felt fled flew forbade forgot forgave fought found froze gave got grew went "
    "hung heard held hid hit hurt kept knew laid led lay left lent let lit lost made meant met paid put quit ran "
    "rang read rode rose sang sank sat saw sent set shook shone shot shut slept slid sold sought spent split spoke "
    "spread sprang stole stood stuck struck strove swam swept swore taught tore thought threw told took understood "
    "upset was were withdrew woke won wore wound wrote beat bade"
)
PLAIN_VERBS = _words(
    "agree agrees appear appears ask asks become becomes begin begins believe believes bring brings call calls "
    "come comes continue continues cover covers expect expects fear fears feel feels find finds follow follows "
    "force forces get gets give gives go goes happen happens help helps hold holds hope hopes include includes "
    "keep keeps know knows lead leads leave leaves live lives look looks lose loses make makes mark marks mean "
    "means meet meets move moves need needs offer offers own owns plan plans play plays provide provides put puts "
    "reflect reflects remain remains represent represents require requires run runs seek seeks seem seems see sees "
    "send sends serve serves show shows stand stands start starts stay stays support supports take takes talk "
    "talks tell tells think thinks try tries turn turns understand understands use uses want wants win wins work "
    "works"
)
LINKING = _words(
    "seems seem seemed appears appear appeared remains remain remained becomes become became looks looked turns "
    "turned happens happened follows followed emerged emerges transpired transpires"
)
VERBS = AUXILIARIES | SPEECH | IRREGULAR_PAST | PLAIN_VERBS | LINKING

# --- "it" that stands for nothing before it

EXTRAPOSED = _words(
    "clear unclear important possible impossible likely unlikely true untrue difficult hard harder easy easier "
    "necessary unnecessary known unknown best better worth wrong right fair unfair reasonable safe dangerous "
    "illegal legal vital crucial essential critical time good bad great nice obvious evident apparent certain "
    "inevitable common normal natural strange odd ironic sad surprising unsurprising interesting notable "
    "significant imperative urgent rare unusual uncertain doubtful conceivable plausible probable early late "
    "premature tempting appropriate inappropriate said believed thought reported expected hoped feared understood "
    "alleged claimed announced agreed decided planned assumed estimated argued revealed confirmed noted suggested "
    "rumoured rumored shame pity matter mistake fact question surprise secret"
)
WEATHER = _words(
    "raining snowing rained snowed dark late early cold hot warm sunny noon midnight dawn dusk monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december summer winter spring autumn nearly almost about"
)
COMPLEMENT = _words("that whether how why who whom what when where which if to for")

# --- kinds of noun

FEMALE = _words(
    "woman women mother daughter sister wife girl lady queen actress princess widow aunt grandmother businesswoman "
    "spokeswoman congresswoman chairwoman mrs ms miss stateswoman niece bride"
)
MALE = _words(
    "man men father son brother husband boy king actor prince widower uncle grandfather businessman spokesman "
    "congressman chairman mr sir statesman nephew gentleman"
)
ROLES = _words(
    "president minister premier chancellor senator representative governor mayor ambassador envoy diplomat "
    "secretary spokesman spokeswoman spokesperson official officer general colonel commander soldier judge lawyer "
    "attorney prosecutor leader chief head director chairman chairwoman chair candidate nominee lawmaker "
    "politician founder coach captain player striker champion athlete singer actor actress author writer artist "
    "painter professor researcher scientist expert analyst doctor nurse teacher student activist protester "
    "organizer organiser suspect defendant victim witness journalist reporter editor columnist critic adviser "
    "advisor aide negotiator delegate patient driver pilot owner farmer worker resident priest bishop pope "
    "billionaire veteran deputy manager congressman congresswoman negotiators sheriff detective"
)
PERSONS = (
    ROLES
    | FEMALE
    | MALE
    | _words(
        "person child teenager teen kid baby friend neighbour neighbor colleague partner member voter visitor "
        "survivor parent relative star hero guest user customer driver somebody someone anyone everyone nobody who "
        "whoever"
    )
) - _words("women men")
TITLES = _words(
    "mr mrs ms miss dr sir lady lord president minister senator sen rep gov gen governor mayor ambassador prof "
    "professor chancellor secretary king queen prince princess pope judge justice captain colonel sheikh sergeant "
    "lieutenant"
)
NAMED_BODIES = _words(
    "party court house university ministry department council committee commission bank inc corp ltd co company "
    "group times post news agency institute association union league club city county state states street park "
    "museum center centre hospital school college church foundation fund network organization organisation force "
    "service office congress senate parliament nations republic kingdom river lake mountain sea ocean island "
    "islands airport station stadium hall bridge war day festival cup games act treaty administration government "
    "board society square army navy north south east west new san los world"
)
GROUPS = _words(
    "team company family government police crowd group couple party committee council band public staff crew army "
    "jury board union administration agency ministry majority minority generation people men women children media "
    "authorities pair trio community delegation garrison squad unit troupe choir folk population electorate clergy "
    "firm bank country nation side club league force congress parliament opposition organization organisation "
    "management"
)
UNIQUE = _words(
    "government president police court country nation war world economy internet public weather sun moon sky earth "
    "sea ocean north south east west past future present market markets stock euro dollar pound press media "
    "constitution parliament senate congress cabinet army navy military church pope king queen prime state city "
    "capital left right first second third last next same only poor rich elderly young unemployed environment "
    "climate web opposition middle end beginning rest majority law union federal authorities"
)
TIMES = _words(
    "week weekend month year morning afternoon evening night time season summer winter spring autumn fall century "
    "decade quarter term day days weeks months years"
)
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
SUMMING_UP = _words(
    "move step decision idea issue problem policy effort measure case situation change approach process point view "
    "claim comment comments remark remarks statement figure number result results question answer fact moment "
    "feeling event incident practice trend warning promise threat request action actions efforts steps measures "
    "changes things words stance position suggestion"
)
ALIKE = (
    _words(
        "deal agreement accord pact treaty proposal plan draft offer truce ceasefire settlement compromise arrangement"
    ),
    _words(
        "talks negotiations discussions meeting dialogue summit conference gathering reception round rally event "
        "ceremony party concert festival convention session visit talk negotiation discussion protest march "
        "demonstration contest competition match game race final tournament show exhibition"
    ),
    _words(
        "order directive decree document statement letter report memo bill law resolution ruling rule study survey "
        "paper book article text message note email emails post tweet interview speech address remarks policy "
        "policies"
    ),
    _words("attack strike bombing raid assault shooting killing explosion blast incident offensive operation invasion"),
    _words(
        "accident crash collision derailment collapse disaster incident fire flood earthquake storm quake hurricane"
    ),
    _words("company firm group business maker bank airline retailer manufacturer organization organisation agency"),
    _words("election vote poll ballot referendum primary race campaign contest"),
    _words("war conflict fighting battle invasion hostilities"),
    _words("building house tower hall mosque church bridge ship vessel boat plane aircraft jet train car bus vehicle"),
)
"""Nouns that news writing puts for one another: "a draft proposal ... That deal"."""

# --- first names that tell the sex: the commonest, for there are more

FEMALE_NAMES = _words(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret "
    "ashley emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia "
    "kathleen amy angela anna ruth brenda pamela nicole katherine catherine christine debra rachel carolyn janet "
    "emma maria heather diane julie joyce victoria kelly christina joan evelyn olivia judith megan martha andrea "
    "hannah jacqueline ann anne gloria teresa sara janice julia alice kate jane claire eva elena olga natalia "
    "irina svetlana fatima aisha ursula marie sophie hillary hilary theresa lucy charlotte isabel monika katharina "
    "giulia ingrid"
)
MALE_NAMES = _words(
    "james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark "
    "donald steven stephen paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey jacob "
    "gary nicholas eric jonathan larry justin scott brandon benjamin samuel gregory alexander patrick frank "
    "raymond jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold jeremy "
    "ethan carl keith roger arthur albert bob bill jim joe tom mike steve barack boris vladimir sergei sergey "
    "dmitry ivan igor mohammed muhammad ahmed ali omar mustafa hans klaus wolfgang pierre jean jacques carlos juan "
    "pedro luis antonio marco giovanni"
)

# --- openings that point back, with the strength of the need

CONNECTIVES = MappingProxyType(
    {
        "nor": 0.7,
        "instead": 0.6,
        "otherwise": 0.7,
        "likewise": 0.6,
        "similarly": 0.5,
        "conversely": 0.6,
        "therefore": 0.6,
        "thus": 0.6,
        "hence": 0.6,
        "consequently": 0.6,
        "accordingly": 0.5,
        "besides": 0.5,
        "afterward": 0.6,
        "afterwards": 0.6,
        "thereafter": 0.7,
        "indeed": 0.5,
        "then": 0.5,
        "so": 0.5,
        "or": 0.6,
        "also": 0.4,
        "moreover": 0.4,
        "furthermore": 0.4,
        "additionally": 0.4,
        "however": 0.4,
        "nevertheless": 0.4,
        "nonetheless": 0.4,
        "still": 0.4,
        "but": 0.4,
        "and": 0.4,
        "yet": 0.4,
        "though": 0.4,
        "too": 0.4,
        "meanwhile": 0.2,
        "earlier": 0.2,
        "later": 0.4,
        "finally": 0.3,
    }
)
PHRASES = MappingProxyType(
    {
        "since then": 0.8,
        "by then": 0.7,
        "until then": 0.7,
        "before then": 0.7,
        "back then": 0.6,
        "then as now": 0.6,
        "after that": 0.8,
        "before that": 0.8,
        "beyond that": 0.8,
        "because of this": 0.8,
        "because of that": 0.8,
        "despite this": 0.8,
        "despite that": 0.8,
        "at the time": 0.6,
        "at the same time": 0.4,
        "at that time": 0.7,
        "at that point": 0.7,
        "by contrast": 0.6,
        "in contrast": 0.6,
        "by comparison": 0.6,
        "in comparison": 0.6,
        "in addition": 0.5,
        "in fact": 0.5,
        "in other words": 0.7,
        "in turn": 0.6,
        "in response": 0.6,
        "in return": 0.6,
        "in exchange": 0.6,
        "in particular": 0.5,
        "for example": 0.6,
        "for instance": 0.6,
        "for one": 0.5,
        "as a result": 0.6,
        "as such": 0.7,
        "after all": 0.4,
        "of course": 0.4,
        "on the contrary": 0.7,
        "on the other hand": 0.6,
        "on the other side": 0.5,
        "rather than": 0.0,
        "soon after": 0.5,
        "shortly after": 0.5,
        "shortly afterwards": 0.7,
        "soon afterwards": 0.7,
        "the next day": 0.6,
        "the following day": 0.6,
        "the same day": 0.6,
        "the day before": 0.6,
        "even so": 0.6,
        "even then": 0.7,
        "if so": 0.8,
        "if not": 0.8,
        "like that": 0.7,
        "more so": 0.8,
        "all this": 0.8,
        "all that": 0.8,
        "here is": 0.6,
        "here are": 0.6,
        "here's": 0.6,
        "the latter": 0.9,
        "so far": 0.0,
        "so that": 0.0,
        "so many": 0.0,
        "so much": 0.0,
        "but for": 0.4,
        "yet another": 0.5,
        "later this": 0.0,
        "later on": 0.3,
        "later that": 0.6,
        "earlier this": 0.0,
        "earlier that": 0.6,
        "then president": 0.0,
        "then prime": 0.0,
    }
)
"""Openings of two to four words; where several fit the longest counts, and it counts before `CONNECTIVES`."""

ARTICLES_OF = MappingProxyType(
    {
        "de": _words("der die das ein eine"),
        "es": _words("el la los las un una"),
        "fr": _words("le la les un une"),
        "it": _words("il lo la i gli le un una"),
        "nl": _words("de het een"),
        "pt": _words("o a os as um uma"),
    }
)
"""Articles of the subject, in the languages that have them as words of their own."""

ADDING = MappingProxyType(
    {
        "en": _words("also further moreover"),
        "de": _words("auch ebenfalls zudem außerdem"),
        "fr": _words("aussi également"),
        "es": _words("también además"),
        "uk": _words("також теж"),
        "ru": _words("также тоже"),
    }
)
"""Words by which a sentence adds to the one before it."""

OPENERS = MappingProxyType(
    {
        "de": _words(
            "er sie es ihn ihm ihr ihre ihren ihrem sein seine seinem seinen dieser diese dieses diesen diesem das "
            "dies dabei dafür dagegen damit danach dann daraufhin darauf darum dazu deshalb deswegen daher "
            "allerdings aber doch jedoch stattdessen außerdem zudem sonst trotzdem dennoch jener jene jenes "
            "letztere"
        ),
        "fr": _words(
            "il elle ils elles son sa ses leur leurs ce cela ceci cette cet ces celui-ci celle-ci ceux-ci ensuite "
            "puis cependant pourtant toutefois mais donc ainsi alors or sinon néanmoins"
        ),
        "es": _words(
            "él ella ellos ellas su sus esto eso ese esa esos esas este esta estos estas ello luego después "
            "entonces pero además también tampoco asimismo"
        ),
        "ru": _words(
            "он она оно они его её ее их ему ей им это этот эта эти тот та те там тогда затем потом поэтому однако "
            "но также впрочем зато иначе"
        ),
        "uk": _words(
            "він вона воно вони його її їх їхній йому їй їм це цей ця ці той та ті там тоді потім тому однак але "
            "також проте втім зате інакше"
        ),
    }
)
IMPERSONAL = MappingProxyType(
    {
        "de": _words("gibt gab regnet regnete heißt hieß ist war sei"),
        "fr": _words("faut fallait y est était a pleut s'agit reste"),
    }
)
"""What stands after "es" and "il" when they point to nothing."""

COMMON = (
    HE
    | SHE
    | IT
    | THEY
    | WE
    | ANYBODY
    | DETERMINERS
    | QUANTIFIERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | frozenset(CONNECTIVES)
    | _words(
        "you there here now today tomorrow yesterday not only even just also such much never ever perhaps maybe "
        "according asked based given following last next first second other what addressing speaking meanwhile "
        "earlier then almost nearly about no yes well please thank thanks old new every"
    )
)
"""Words that are no name although they begin a sentence with a capital."""
