"""What pages say to their readers, in several languages: the few phrases that help the rules of `furniture`.

One language or one kind a line. Nothing here is made from the texts of a particular publisher. All patterns ignore
case and run in time that grows with the length of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.patterns import lazy

if TYPE_CHECKING:
    import re


def _any(lines: str) -> str:
    """Return a group that matches any of the alternatives; a line's end parts two of them."""
    return "(?:" + "|".join(line.strip() for line in lines.splitlines() if line.strip()) + ")"


def _within(lines: str) -> re.Pattern[str]:
    """Return a pattern that finds the alternatives as whole words anywhere."""
    return lazy(rf"(?i)(?<![\w.-]){_any(lines)}(?![\w-])")


def _opening(lines: str) -> re.Pattern[str]:
    """Return a pattern that matches the alternatives at the beginning of a text, behind marks but no quotation."""
    return lazy(rf"(?i)(?:[^\w\s]+\s?)?{_any(lines)}")


def _whole(lines: str) -> re.Pattern[str]:
    """Return a pattern for a text that is nothing but one of the alternatives, between marks."""
    return lazy(rf"(?i)\W*{_any(lines)}\W*")


def _labelled(lines: str, end: str) -> re.Pattern[str]:
    """Return a pattern that matches the alternatives at the beginning of a text, behind any marks and before `end`."""
    return lazy(rf"(?i)\W*{_any(lines)}{end}")


URL = r"(?:https?://|www\.)\S+"
MAIL = lazy(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")

# --- who is spoken to, and by whom

_YOU = r"""
    you|your|yours|you['’](?:re|ll|ve|d)
    vous|votre|vos
    usted|ustedes|você
    вы|вас|вам|вами|ваш\w{0,3}
    ви
"""
# "US" is a country, "us" is a newsroom.
_US = r"""
    we|our|ours|we['’](?:re|ll|ve|d)|(?-i:us)
    wir|uns|unser\w{0,2}
    nous|notre
    nuestr[oa]s?|nosotros|nosso|nossa
    мы|нас|нам|нами|наш\w{0,3}
    ми
"""
READER = _within(_YOU)
ADDRESS = _within(_YOU + _US)
# German "Sie" is "you" only where it could have been small.
POLITE = lazy(r"[a-zäöüß,] (?:Sie|Ihnen|Ihre[nmrs]?|Ihr)\b")
PUBLIC = _within(r"""
    our (?:followers|readers|audience|listeners|viewers|subscribers)
    unsere[nr]? leser\w{0,5}|nos lecteurs|nuestros lectores
    наш\w{1,2} читател\w{1,3}|наш\w{1,2} читач\w{0,3}
""")
PRESS = _within(r"""
    journalis\w{1,5}|readers|subscribers|newsroom|newspaper|our (?:reporting|coverage|work)|newsletters?
    redaktion|unabhängige[nmrs]? \w+|leserinnen
    lecteurs|rédaction
    periodismo|lectores|redacción
    журналист\w{0,4}|редакц\w{1,3}|читател\w{1,3}
    журналіст\w{0,4}|читач\w{0,3}
""")

# --- what is wanted

_PLEASE = r"(?:please |just |to \w+,? |bitte |jetzt |пожалуйста,? |por favor,? )?"
_FOREIGN_IMPERATIVES = r"""
    abonnieren|diskutieren|folgen|klicken|laden|lesen|melden|schreiben|sehen|spenden|teilen|unterstützen
    abonnez|cliquez|découvrez|écoutez|écrivez|faites|inscrivez|lisez|partagez|recevez|regardez|rejoignez|retrouvez
    soutenez|suivez|téléchargez
    apoya|apóyanos|comparte|descarga|haga|haz|lea|lee|recibe|reciba|síganos|síguenos|suscríbase|suscríbete|únete
    подпи[сш]\w{3,8}|поддерж\w{2,5}|присоединяйтесь|следите|смотрите|скачайте|читайте|оставьте|узнавайте|пишите|выделите
    підпи[сш]\w{3,8}|підтримай\w{0,3}|приєднуйтесь|долучайтесь|стежте|дивіться|завантажуйте|пишіть|виділіть
"""
_ENGLISH_IMPERATIVES = r"""
    become|browse|buy|call|check|choose|click|contact|discover|donate|download|email|e-mail|enjoy|explore|find|follow
    get|give|help|hear|join|learn|listen|log|make|meet|order|read|register|see|send|share|shop|sign|start|stay|submit
    subscribe|support|take|tap|tell|try|tune|view|visit|vote|watch|write
"""


def _bidding(english: str) -> str:
    """Return what matches a request at the beginning of a text: one of these verbs, or one of another language."""
    return rf"(?i){_PLEASE}{_any(english + _FOREIGN_IMPERATIVES)}(?:-(?:nous|vous))?(?![\w-])"


# Many of these are nouns, too: "Support for him has grown", "Order was restored".
IMPERATIVE = lazy(
    _bidding(_ENGLISH_IMPERATIVES) + r"(?! (?:is|are|was|were|has|had|will|would|from|among|for|of)\b)",
)
# What is done with pages, and what hardly begins a sentence of a report.
PAGE_IMPERATIVE = lazy(
    _bidding(r"""
    browse|check out|click|connect|discover|download|(?:e-?mail|view) (?:our|your|us|the|this)|explore|find (?:out|us)
    follow|join|like us|listen|log in|read|register (?:here|now|for|at)|see (?:our|the full|more|here)|enjoy
    send (?:us|your)|share (?:this|your|the|it|on|via|our)|shop|sign up|stay|submit|subscribe|take a look|tune in
    visit|watch
"""),
)
OURS_OR_HERE = _within(r"""
    our|your|(?-i:us)|(?:here|below|above)(?=\W*$)|here (?:to|for)
    hier|unser\w{0,2}
    ici|notre|nos
    aquí|nuestr[oa]s?
    здесь|тут|наш\w{0,3}
""")
OFFERED = lazy(rf"(?i)\b(?:newsletters?|inbox|podcasts?|(?:our|the) app)\b|{URL}")
_ON = r"(?:on|auf|sur|en|в|у|на|via|per) (?:our |unser\w{2} |notre |nuestro |наш\w{0,3} )?"
CHANNEL = _within(rf"""
    {_ON}(?:facebook|instagram|telegram|twitter|x|whatsapp|youtube|linkedin|threads|bluesky|tiktok|google news|viber)
    {_ON}(?:телеграм\w{{0,2}}|ютуб\w{{0,2}}|фейсбук\w{{0,2}})
""")
GIVING = _within(r"""
    support(?:ing)? our (?:work|journalism|reporting|newsroom|mission|newspaper|coverage|team)
    support(?:ing)? (?:\w+,? )?(?:independent|quality|free|local|public)[\w ]{0,14}(?:journalism|press|media|news)
    your (?:donation|contribution|gift|support|subscription) (?:\w+ ){0,2}(?:keep|help|make|allow|enable|fund)s?
    consider (?:supporting|donating|subscribing|becoming|making)|every (?:contribution|donation)[\w ,]{0,40} helps us
    make an? (?:\w+[ -])?(?:donation|contribution|gift)|donate (?:now|today|here|to us|to our)
    (?:subscribe|contribute|donate|us|monthly)[\w ,-]{0,30} (?:from|for) (?:just|only|as little as) (?:[$€£]\d*|\d+)
    unterstützen sie (?:uns|unser\w{0,2}|unabhängig\w{0,4})|spenden sie
    (?:soutenez|faites un don)(?:-nous| à| pour| notre| la presse)
    apóyan?os|apoya (?:nuestro|el periodismo)|haz(?:te)? (?:una donación|soci[oa])
    поддерж\w{2,5} (?:нас|наш\w{0,2}|редакцию|независим\w{2,4})
    підтрим\w{2,5} (?:нас|наш\w{0,2}|редакцію|незалежн\w{2,4})
""")
MEMBERSHIP = _opening(r"""
    (?:please )?become an? (?:\w+ )?(?:member|supporter|subscriber|patron|donor)(?: today| now| and| to| of our|\W*$)
    werden sie (?:mitglied|unterstützer\w{0,3})
    faites un don\W*$|haz una donación\W*$
""")
SUPPORT_US = _within(r"support (?-i:us)")
MONEY = lazy(r"(?i)[$€£]\s?\d|\b(?:monthly|donat\w{1,4}|contribut\w{1,4}|subscri\w{2,6}|readers?)\b")
PLEADING = _within(r"""
    your (?:support|help|contribution|donation|gift)|need your (?:help|support)|support us|donat(?:e|ions?)
    subscri(?:be|ption|ber)s?|contribut\w{1,6}
    spenden?|unterstützung
    soutien|dons?
    apoyo|donación
    поддержк\w{1,2}|пожертвован\w{1,3}|донат\w{0,3}
    підтримк\w{1,2}
""")
SALUTATION = _opening(r"""
    an? (?:message|note|letter|appeal|word|request) (?:from|to) |dear (?:reader|friend|supporter)s?\b|before you go\b
    liebe leser|eine? (?:nachricht|bitte|wort) (?:von|der|in eigener)|in eigener sache
    chers? lect|chères lect|un message d
    estimad[oa]s lector|querid[oa]s lector|un mensaje de
    дорогие (?:читатели|друзья)|уважаемые читатели
    обращение (?:к читателям|редакции)
    дорогі (?:читачі|друзі)|шановні читачі
""")
SIGNING = _within(r"""
    sign(?:ing)? up|subscrib(?:e|ing)|register(?:ing)?|opt in
    melden sie sich|abonnieren
    inscrivez-vous|abonnez-vous
    suscríb\w{2,4}
    подпи[сш]\w{1,10}|підпи[сш]\w{1,10}
""")
PERIODICAL = _within(r"""
    newsletters?|inbox|e-?mails? (?:alerts?|updates?)|(?:news |breaking |free |our )alerts?|bulletin|mailing list
    morning email|daily (?:email|briefing|digest)|our (?:app|channel|podcast|emails?|list|services)
    infolettre|boletín
    канал\w{0,3}|рассылк\w{0,2}|розсилк\w{0,2}
""")
COOKIES = _within(r"cookies?|файл\w{0,3} cookie|куки")
CONSENT = _within(r"""
    accept|agree|consent|policy|preferences|settings|this (?:web)?site|browser|we use
    wir (?:verwenden|nutzen)|stimmen|nous utilisons|utilizamos
    akzeptier\w{0,3}|zustimm\w{0,3}|einwillig\w{0,3}
    accepte[rz]|consent\w{0,6}|acepta\w{0,2}
    соглас\w{1,4}|погодж\w{1,5}|используем|використову\w{1,3}
""")
# "This" and "to" stand in most lines: they are looked back for, so that a rarer word leads to them (`leads`).
PLAYER = _within(r"""
    your browser (?:does|is|has|must)|(?:enable|requires?|activate) javascript
    javascript (?:must|is required|is disabled)
    (?<=this )(?<![\w.-]this )(?:video|content|audio|media)[\w ']{0,20} (?:restricted|unavailable|not available)
    (?<=this )(?<![\w.-]this )(?:video|content|audio|media)[\w ']{0,20} (?:supported|played)
    (?<=to )(?<![\w.-]to )(?:view|display|play) this (?:video|content|audio)
""")
TIPS = _opening(r"""
    send (?:us )?(?:your )?(?:tips|news|letters|questions|comments|feedback|photos)
    (?:found|spotted) an? (?:error|mistake|typo)|fehler gefunden|нашли ошибку|ошибка в тексте|знайшли помилку
    got (?:a|any) (?:news )?(?:tips?|story|question)|(?:do you )?have (?:a|any) (?:tip|story|information|question)s?
    (?:contact|reach|email|e-mail|write to) (?:the (?:author|writer|reporter)|us|\w+(?: \w+)? (?:at|via|on|by)\b)
""")
_GOING = (
    "(?:check out|visit|see|click|sign up|follow|go to|read|listen|subscribe|download|tune|contact|email|call|watch)"
)
POINTER = _opening(rf"""
    (?:read|see|find out|learn|hear|watch) (?:more|the full|full|our)\b.{{0,80}}\b(?:here|below|at|on)\b
    for (?:more|the full|full|the latest|additional)\b(?! than\b)[^,.]{{0,80}}, ?(?:please )?{_GOING}\b
    for (?:more|further|additional) (?:information|details|advice|on .{{1,40}}) (?:please )?{_GOING}\b
    for more (?:please )?{_GOING}\b|to (?:see|read|hear|get|learn|find) (?:more|the full)\b[^,.]{{0,80}}, ?{_GOING}\b
    click (?:here|for|on|the|through|to)\b|(?:scroll|swipe) (?:down|up|left|right)\b|visit .{{1,80}}'s? homepage
    (?:see|view) (?:more|all|the) (?:photos|pictures|images|gallery)\b
    hier (?:klicken|geht es|lesen)|cliquez ici|haga clic
    нажмите|подробнее (?:читайте|об этом)|натисніть
""")

# --- what is said of the page itself

_CHANGED = "(?:updated|corrected|amended|edited|clarified|revised)"
_THIS = "(?:this (?:report|piece|item)|(?:this|the) (?:story|article|post|page))"
_MADE = "(?:published|republished|reprinted|translated|produced)"
_FIRST_RUN = "(?:appeared|ran) (?:first |originally )?(?:in|on)"
NOTE = _opening(rf"""
    (?:editor(?:['’]s|s['’]|ial)? note|correction|clarification|disclosure|disclaimer)(?:\s*\([^)]{{1,40}}\))?\s*:
    (?:anmerkung der redaktion|korrektur|hinweis der redaktion|note de la rédaction|ndlr|nota del editor)\s*:
    (?:nota de la redacción|fe de errores|примечание редакции|от редакции|примітка редакції|від редакції)\s*:
    {_THIS}(?: \w+)? (?:has (?:not )?been|was|will be|is being) (?:\w+ )?{_CHANGED}\b
    this (?:story|article|post|piece)(?: \w+)? (?:(?:has been|was) (?:\w+ )?{_MADE}\b|{_FIRST_RUN}\b)
    an? (?:earlier|previous|original) version of (?:this report|(?:this|the) (?:story|article|headline|caption|post))\b
    this is an? (?:breaking|developing) (?:news )?story|this is an? (?:corrected|updated) version
    dieser (?:artikel|text|beitrag) (?:wurde|erschien|ist zuerst)
    cet article a été (?:mis à jour|corrigé|traduit|publié)
    este artículo (?:fue|ha sido) (?:actualizado|corregido|publicado)
    (?:статья|новость|материал) (?:была? )?(?:обновлен|дополнен|исправлен)\w{{0,2}}
    (?:стаття|новину|матеріал) (?:було )?оновлен\w{{0,2}}
""")
OWNED = _opening(r"©|\(c\) \d{4}|copyright (?:©|\(c\)|\d{4})")
RIGHTS = _within(r"""
    all rights reserved|not responsible for the content of external|may not be (?:published|reproduced|copied|used), \w+
    alle rechte vorbehalten|tous droits réservés|todos los derechos reservados
    все права защищены|усі права захищені
""")
RUNNING_HEAD = _whole(r"""
    abstract|full text|body|lead|summary|highlight|headline|byline|section|page \d+(?: of \d+)?|seite \d+|p\. ?\d+
    continued (?:on|from) .{1,30}|story continues below(?: advertisement)?|article continues (?:below|after).{0,30}
    advertisement|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|реклама
""")
SOURCE_URL = _whole(rf"(?:original|source|canonical|article)?\s*(?:url|link|permalink)\s*:?\W*(?:{URL})?")

# --- who made it

CONTRIBUTING = lazy(
    r"(?i)\bcontribut(?:ed|ing) (?:\w+ )?(?:to this (?:report|story|article|piece)\b|reporting\b|research\b)|"
    r"\bcontributed to the (?:report|story)\W*$|"
    r"\b(?:writers?|reporters?|correspondents?|journalists?) .{2,120} contributed\W*$",
)
_MAKING = "(?:reporting|writing|editing|research|translation|graphics?|compiled|translated|edited)"
CREDITED = _opening(rf"""
    contribut(?:ing|ors?|ed by)\s*:|(?:additional |with |further )?{_MAKING} (?:\w+ )?by\b
    with (?:files|reporting|material|contributions?|input|information|additional reporting) (?:from|by)\b
    mit (?:material|agenturmaterial|informationen|inhalten) (?:von|der|des)\b
    (?:sources?|quellen?|fuentes?|fonte|источники?|джерел[оа])\s*:
""")
# These open sentences, too: "По материалам следствия, ..."
CREDITED_BRIEFLY = _opening(r"""
    (?:.{2,40} )?avec (?:l['’])?(?:afp|ap|reuters|agences?|belga)\b
    con (?:información|datos|agencias|material)(?: de\b|\W*$)
    (?:с использованием|по) материал\w{1,3}\b
    за матеріалами\b|за інформацією\b
""")
PHOTO = _opening(r"""
    (?:main |lead |header |cover )?(?:photo|photograph|image|picture|illustration)s?(?: credit| source| by)?\s*[:©|/]
    (?:photo|photograph|image|illustration|graphic|video) (?:by|courtesy)\b|file photo\b|courtesy of\b
    (?:ap|reuters|afp) (?:file )?photo\b|(?:image|media|photo) (?:caption|source),? (?=[A-Z])
    (?:bild|foto|symbolbild|archivbild|bildquelle|fotograf)(?: von)?\s*[:©|/]
    (?:crédit|crédits)(?: photo)?\s*[:©|/]|foto de archivo\b
    (?:фото|ілюстрація|иллюстрация|скриншот)\s*[:©|/]
""")
_AGENCY_NAMES = r"""
    afp|ap|apa|ansa|belga|belta|dpa|efe|epa|getty(?: images)?|imago|interfax|keystone|lusa|pa media|picture alliance
    press association|associated press|reuters|ria novosti|shutterstock|sipa|tass|upi|ukrinform|unian|xinhua|zuma
    рейтер|тасс|уніан|укрінформ
"""
AGENCIES = _within(_AGENCY_NAMES)
AGENCIES_ALONE = _whole(rf"{_any(_AGENCY_NAMES)}(?:\s*[/,&+]\s*{_any(_AGENCY_NAMES)}){{0,4}}")
ROLE = _any(r"""
    reporter|correspondent|editor|columnist|journalist|writer|author|co-author|contributor|producer|blogger|photographer
    commentator
    korrespondent(?:in)?|redakteur(?:in)?|autor(?:in|a)?|journalistin
    journaliste|correspondante?
    periodista|corresponsal
    корреспондент\w?|журналист\w?|обозреватель
    кореспондент\w?|журналіст\w?|оглядач
""")
BYLINE = _opening(r"""
    (?:by|byline|written by|author|text|von|par|texte|por|texto|автор\w?|текст)(?:\s*[:–—]\s*|\s+)(?=\S)
    propos recueillis par\s+(?=\S)
""")

# --- what leads elsewhere

# These are words to the reader in any place; the others need a colon, or nothing behind them.
_READ_ALSO = r"""
    lesen sie (?:auch|mehr|dazu)|lire aussi|à lire aussi|le[ae] también|read (?:also|more)|also read
    читайте (?:также|ещ[её])|смотрите также|читайте (?:також|ще)|дивіться також
    leggi anche|leia também|lees ook|czytaj (?:także|też)
"""
TEASER_OPEN = _opening(rf"{_any(_READ_ALSO)}\b")
TEASER = _labelled(
    _READ_ALSO
    + r"""
    related(?: (?:articles?|stor(?:y|ies)|coverage|content|reading|posts?|links?|news|videos?|topics?))?
    read (?:next|on|the full (?:story|article))|more (?:on|from|about) .{1,60}
    more (?:stories|news|coverage|on this)|see (?:also|more)|recommended(?: (?:for you|stories|reading))?
    (?:you )?(?:might|may) also (?:like|be interested in)|most (?:read|popular)|trending(?: now)?
    editors?['’]s? (?:picks?|choice)|further reading|don['’]t miss|what to read next
    lesen sie (?:hier|weiter)|auch interessant|mehr (?:zum thema|dazu|nachrichten)|siehe auch|zum thema
    weiterlesen|das könnte sie (?:auch )?interessieren
    à lire(?: également)?|lire la suite|sur le même sujet|voir aussi|pour aller plus loin
    leer (?:más|también)|(?:le|te) puede interesar|más información|v(?:er|ea) también
    noticias relacionadas
    читайте (?:далее|по теме)|читать (?:также|далее)|(?:материалы )?по теме|подробнее|другие новости
    читати (?:також|далі)|(?:матеріали )?за темою|(?:вас може )?зацікавити|більше новин
    leia mais|czytaj również|zobacz (?:także|też)|ayrıca okuyun|ilgili haber(?:ler)?
""",
    r"\s*(?:[:|>»→–—]|\W*$)",
)
# Without a full stop: a link to something else.
SHOWN = _opening(r"(?:watch|see|share|follow|hear|view|look at|read) \w+ \w+")
# These need a colon, and no full stop at the end.
TEASER_LABEL = _labelled(
    r"""
    watch|listen|video|audio|photos|gallery|in pictures|opinion|analysis|explainer|fact check|live|more|read|icymi
    podcast
    fotos|vidéo|vídeo|видео|відео|мнение|думка|анализ|аналіз
""",
    r"(?: (?:now|blog|updates?))?\s*[:|>»]",
)
BUTTON = _whole(r"""
    continue(?: reading)?|remind me (?:later|next \w+)|not now|maybe later|no,? thanks|share(?: this.{0,20})?|tweet
    email(?: this.{0,20})?|print|save|copy(?: link)?|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)
    close
    accept(?: all)?|reject(?: all)?|log ?in|sign ?in|sign ?up|subscribe(?: now| today)?|donate(?: now)?|support us|menu
    search|next|previous|back|(?:load|show|view|see|read) (?:more|all|less)|click here|play(?: video)?|listen(?: now)?
    watch(?: now)?|follow(?: us)?|skip to (?:main )?content|back to top|buy now|learn more|download|open in app
    listen to this (?:article|story)|terms (?:of use|and conditions).{0,30}|privacy policy
    toggle caption|enlarge(?: this)? image
    weiter|später erinnern|teilen|drucken|merken|kommentare|anmelden|abonnieren|schließen|zur startseite|nach oben
    partager|imprimer|commenter|s['’]abonner|se connecter|fermer|continuer
    compartir|imprimir|comentarios|cerrar|suscribirse|continuar
    поделиться|распечатать|комментарии|войти|закрыть|подписаться|продолжить|показать ещ[её]
    поділитися|друкувати|коментарі|увійти|закрити|підписатися|продовжити|показати ще
""")
MINE = _within(r"me|my|your reminder|your account|your email")

# --- dates

MONTHS_AND_DAYS = frozenset(
    """jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez jän fév avr aoû déc ene abr ago dic янв
    фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру mon tue wed
    thu fri sat sun die mit don fre sam son lun mié jue vie sáb dom пон вто сре чет пят суб вос""".split(),
)
"""The first three letters of their names."""
DATE_WORDS = frozenset(
    """am pm a.m p.m published updated posted last modified gmt est edt et utc at on uhr h à le der den stand de
    del mis jour date time first min read vor um publié actualizado publicado обновлено опубликовано г року о th
    st nd rd msk cet""".split(),
)
JOINING = frozenset(
    """and & or via for of the by with in from at und oder von für der die das et de la le les du pour avec y e
    el en con para dos da do di и в из для та і й з із""".split(),
)
"""What may stand between the names of a list."""
