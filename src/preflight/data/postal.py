"""What reads as a postal address, in the forms of many countries.

Source: the countries' usual ways of writing addresses, from general knowledge (2026-11-24); written by us, under this
project's licence. The patterns are generous on purpose: a mail that does show an address must never be called one
without. They still want two things that belong together (a street and a place, a postcode and its place, a PO box and
its number), so that prices, dates and code numbers are none.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

DATED = "2026-11-24"

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR"
    "|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut"
    "|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland"
    "|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico"
    "|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota"
    "|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_UP = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЄІЇҐ]"
_CAP = rf"{_UP}[\w'’.-]{{1,40}}"
"""A word that begins with a capital. Every repetition here is bounded: hostile text must not take long."""
_NOT_A_PLACE = (
    r"(?!(?i:euro?s?|chf|usd|gbp|inr|yen|dollars?|pounds?|punkte|points?|puntos|punti|meilen|miles|uhr|stück|teilnehmer"
    r"|kunden|leser|readers?|followers?|abonnenten|users?|customers?|people|members|items|units|steps|years?|jahre|tage"
    r"|days|seiten|pages|edition|watt|volt"
    r"|jan(?:uar[yi]?)?|feb(?:ruar[yi]?)?|mär(?:z)?|mar(?:ch)?|apr(?:il)?|ma[iy]|jun[ei]?|jul[yi]?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|kw|am|pm)\b)"
)
_PLACE = rf"{_NOT_A_PLACE}{_UP}(?:[\w'’-]{{2,40}}|t\.\s{_CAP})"
_GAP = r"[\s,;·•|–—-]{1,8}"
"""Between street and postcode: no slash, which stands in dates."""
_BREAK = r"\s*[,;·•|\n–—-][\s,;·•|–—-]{0,10}"
"""A comma, a line's end or the like: it must part street and place where no postcode does."""

_TO_ENGLISH = (
    r"\b\d{1,5}[a-hA-H]?(?:\s?[-–/]\s?\d{1,5}[a-zA-Z]?)?,?\s+"
    rf"(?:(?:[NSEW]{{1,2}}\.?|\d{{1,3}}(?:st|nd|rd|th)|{_CAP}|of|the|de|la|del|los|van|von)\s+){{1,5}}"
)
_SURE = (
    r"(?:Streets?|St|Road|Rd|Avenue|Ave|Lane|Boulevard|Blvd|Square|Parkway|Pkwy|Highway|Hwy|Crescent|Quay|Wharf"
    r"|Embankment|Turnpike|Marg|Salai|Jalan)\b\.?"
)
_ENGLISH = rf"{_TO_ENGLISH}(?:{_SURE}|(?:Av|Ln|Sq|Cres|Drive|Dr|Terrace|Esplanade|Mews|Way|Place|Court|Park)\b\.?)"
_BROADWAY = r"\b\d{1,5}\s+Broadway\b"
_FRENCH = (
    r"\b\d{1,4}(?:\s?(?:bis|ter|quater|[a-dA-D]))?,?\s+(?i:rue|avenue|av\.|bd|boulevard|place|quai|chemin|allée|allee|impasse"
    r"|cours|route|square|passage|faubourg|cité|rond-point|esplanade)\s+[\w'’.-]{1,40}(?:\s[\w'’.-]{1,40}){0,5}"
)
_NUMBER_LAST = (
    r"(?i:\b(?:calle|c/|avd?a?\.?|avenida|avinguda|paseo|passeig|plaza|pza\.?|ronda|carrer|camino|via|viale|piazza|piazzale"
    r"|corso|largo|vicolo|strada|rua|travessa|praça|estrada|ul\.|ulica|aleja|aleje|str\.|bulevardul|boulevard|nám\.|náměstí"
    r"|ulice|út|utca|rue|ул\.?|улица|вул\.?|вулиця|просп\.?|пр\.?|проспект))\s*[^\W\d_][^\d\n]{1,50}?\s*,?\s*(?:[nN][.º°o]{0,2}\s*)?\d{1,5}(?!\d|\s?%)"
)
_GERMANIC = (
    r"\b(?:\w{2,40}(?:straße|strasse|str\.|gasse|weg|platz|allee|ring|damm|ufer|markt|chaussee|straat|laan|plein|gracht|kade"
    r"|dijk|singel|steenweg|gatan|vägen|gata|vej|gade|gate|veien|allé|katu|tie|plads|plass|torg|graben|berg|hof|park|steig"
    r"|promenade|kai|quai|brücke)"
    r"|(?:\w{1,40}\s){0,3}(?:Straße|Strasse|Str\.|Gasse|Weg|Platz|Allee|Ring|Damm|Ufer|Markt|Chaussee|Promenade)"
    r"|(?:Unter|Am|An|Im|In|Auf|Zum|Zur|Vor|Hinter)(?:\s(?:dem|der|den|die|das))?\s(?!Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w{1,40}(?:\s\w{1,40})?)"
    r"\s{1,2}\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/+]\s?\d{1,4}[a-z]?)?(?!\d|\s?(?:%|€|Uhr|Prozent|Euro))"
)
_NAME_NUMBER = rf"{_CAP}(?: [^\W\d][\w'’.-]{{0,40}}){{0,3}} \d{{1,4}} ?[a-zA-Z]?"
"""Any street that its name alone does not give away; a postcode and a place must follow at once."""

_STREET = rf"(?:{_ENGLISH}|{_BROADWAY}|{_FRENCH}|{_NUMBER_LAST}|{_GERMANIC})"
_COUNTRY_PREFIX = r"(?:D|DE|A|AT|CH|F|FR|B|BE|L|LU|NL|I|IT|FL|LI|DK|SE|NO|FIN?|PL|CZ|SK|HU|SI|HR|RO|BG|EE|LT)[-–\s]\s?"
_UNLIKE_YEAR = r"(?!(?:19|20)\d\d\s)"

_FORMS: tuple[str, ...] = (
    # PO boxes
    r"(?i:\b(?:(?:G\.?|L\.?)?P\.?\s?O\.?\s?Box|Post\s?office\s?box|Private\s?Bag|Locked\s?Bag|Postfach|Postbus|Postboks|Post\s?Box"
    r"|Boîte\s?postale|Apartado(?:\sde\scorreos)?|Casella\s?postale|C\.P\.|Caixa\s?postal|Skr\.\s?poczt\.|(?-i:BP|PB)(?=\s\d\d))\s{0,2}(?:n[.º°]\s?)?"
    r":?\s?[\d][\d\s]{0,9})\b",
    # United States: city, state and ZIP
    rf"{_CAP}(?:\s{_CAP}){{0,3}},\s*(?:{_STATES})\.?,?\s+\d{{5}}(?:[-–]\d{{4}})?\b",
    rf"{_STREET}[\s\S]{{1,100}}?\b(?:{_STATES})\.?,?\s+\d{{5}}\b",
    rf"{_CAP},?\s+(?:{_STATES})\.?,?\s+\d{{5}}(?:[-–]\d{{4}}|,?\s+U\.?S\.?A|,?\s+United\sStates)\b",
    rf"{_ENGLISH}[\s,·|•]{{1,6}}(?:Suite|Ste|Unit|Apt|Floor)\b\.?\s?#?\w",
    # United Kingdom; Canada
    r"\b(?:GIR\s0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUWXYZ\d]?\s\d[ABD-HJLNP-UW-Z]{2})\b",
    r"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][\s-]\d[ABCEGHJ-NPRSTV-Z]\d\b",
    r"\b(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|Ontario|Québec|Quebec)\.?,?\s+[A-Z]\d[A-Z]\d[A-Z]\d\b",
    rf"(?i:\b\d{{1,5}}\s(?:[a-z.'’]{{1,30}}\s){{1,4}}(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|way|pkwy)\b\.?,?\s"
    rf"[a-z.'’\s]{{2,40}},?\s(?:{_STATES})\.?,?\s\d{{5}})\b",
    rf"{_ENGLISH}{_BREAK}{_CAP}(?:\s{_CAP}){{0,2}},\s(?:{_STATES})\b",
    rf"{_TO_ENGLISH}{_SURE}\s{_CAP}(?:\s{_CAP}){{0,2}},\s{_CAP}(?:\s{_CAP}){{0,2}},\s(?:{_STATES})\b(?=[,.\s]*(?:$|\n|U\.?S\.?A|United))",
    # the continent: street, postcode, place; or a country's letters before the postcode
    rf"{_STREET}{_GAP}(?:[^\s\d/][^\n\d/]{{0,30}}{_GAP})?(?:{_COUNTRY_PREFIX})?(?:\d{{4,5}}|\d{{3}} \d{{2}})\s{_PLACE}",
    rf"{_NAME_NUMBER}{_GAP}(?:{_COUNTRY_PREFIX})?{_UNLIKE_YEAR}(?:\d{{4,5}}|\d{{3}} \d{{2}}|\d{{2}}-\d{{3}})\s{_PLACE}",
    rf"(?<![\w-]){_COUNTRY_PREFIX}(?<=[-–])\d{{4,5}} {{1,3}}{_PLACE}",
    rf"\b\d{{5}}\s+{_PLACE}\s+(?i:cedex)\b",
    # the Netherlands, Poland, Portugal, Brazil
    rf"{_CAP}(?:\s[\w'’.-]{{1,40}}){{0,3}}\s\d{{1,4}}(?:-\d{{1,4}})?[a-zA-Z]{{0,2}}{_GAP}\d{{4}} ?[A-Z]{{2}}\s{_PLACE}",
    rf"{_STREET}{_GAP}\d{{2}}-\d{{3}}\s+{_UP}",
    rf"\b\d{{4}}-\d{{3}}\s+{_PLACE}",
    r"\b(?i:CEP)[:\s]{0,3}\d{5}-?\d{3}\b|\b\d{5}-\d{3}\b[\s\S]{0,80}?\b(?:Brasil|Brazil)\b|\b(?:[A-Z]{2}|Brasil),?\s+\d{5}-\d{3}\b",
    # Ireland, Australia, New Zealand, South Africa
    r"\b(?:Dublin|Cork|Galway|Limerick|Co\.|Ireland|Éire)[\s\S]{0,40}?\b[AC-FHKNPRTV-Y]\d[\dW]\s?[\dAC-FHKNPRTV-Y]{4}\b|\bDublin\s\d{1,2}(?=\s*(?:$|[,.;·|\n]))",
    rf"{_CAP},?\s+(?:NSW|V(?:IC|ic)|Q(?:LD|ld)|WA|SA|T(?:AS|as)|ACT|NT|New\sSouth\sWales|Victoria|Queensland|Tasmania)"
    r",?\s+\d{4}\b",
    r"\b(?:Auckland|Wellington|Christchurch|Hamilton|Dunedin|Tauranga|Johannesburg|Cape\sTown|Durban|Pretoria|Sandton"
    r"|Centurion),?\s+\d{4}\b",
    # India, Japan, Singapore, China, Korea, Russia
    r"\b(?i:Mumbai|Delhi|Bengaluru|Bangalore|Chennai|Hyderabad|Pune|Kolkata|Gurgaon|Gurugram|Noida|Ahmedabad|Jaipur|Kochi|Indore"
    r"|Chandigarh|Maharashtra|Karnataka|Haryana|Gujarat|Tamil\sNadu|Telangana|Kerala|Uttar\sPradesh|Rajasthan|West\sBengal)"
    r"[\s,.–-]{1,6}\d{3}\s?\d{3}\b",
    r"\b(?:PIN|Pin(?:code)?)[:\s–-]{1,4}\d{3}\s?\d{3}\b",
    r"〒\s?\d{3}[-‐–]?\d{4}",
    r"\b\d{3}[-–]\d{4}\b[\s\S]{0,80}?\b(?i:Japan|Tokyo|Osaka|Kyoto|Yokohama|Nagoya|Fukuoka|Sapporo|Kobe)\b",
    r"\b(?i:Japan|Tokyo|Osaka|Kyoto|Yokohama|Nagoya|Fukuoka|Sapporo|Kobe|\w{1,30}-(?:ku|shi|ken))\b[\s\S]{0,40}?\b\d{3}[-–]\d{4}\b",
    r"\b\d{1,3}(?:-\d{1,3}){1,2},?\s+\w{1,30},?\s+\w{1,30}-(?:ku|shi|cho|machi)\b",
    r"\bSingapore\s+\d{6}\b|\bS\(\d{6}\)",
    r"\b(?:Beijing|Shanghai|Shenzhen|Guangzhou|Hangzhou|Chengdu|Seoul|Busan|Moscow|Москва|Санкт-Петербург)\W{1,4}(?:\w{1,30}\W{1,3}){0,2}\d{5,6}\b",
    r"\b\d{6},?\s+(?:Россия|г\.?|Москва|Санкт-Петербург)",
    r"[\u4e00-\u9fff]{2}(?:省|市|区|區|路|街|道|町|丁目)[\u4e00-\u9fff\d０-９-]{0,20}\s?[\d０-９]{1,5}\s?(?:号|號|番|室|楼|樓|-|丁目)",
    # Latin America
    r"\b[A-HJ-NP-Z]\d{4}[A-Z]{3}\b(?=[^\n]{0,40}\b(?:Argentina|Buenos\sAires|CABA|Córdoba|Rosario|Mendoza)\b)",
    r"(?i:\b(?:calle|carrera|cra|cl|kr|avenida|av|diagonal|transversal)\b)\.?\s\d{1,3}\s?[A-Za-z]?\s?(?:#|No\.|Nº)\s?\d{1,3}",
    # eastern Europe, Türkiye, Iceland
    rf"\b\d{{4}}\s{_PLACE},\s(?:[\w'’.-]{{1,40}}\s){{1,4}}(?:utca|út|tér|körút|u\.)\s\d{{1,4}}",
    rf"{_CAP}(?:\s{_CAP})?\s(?:St|Str|Street|Ave)\b\.?,?\s\d{{1,4}}[A-Za-z]?,\s{_PLACE},?\s\d{{5,6}}\b",
    r"\bL[VT]-\d{4,5}\b",
    r"(?:\bCad\.|\bCaddesi|\bSok\.|\bSokak|\bSokağı|\bBulvarı|\bMah\.|\bMahallesi)\s?(?:No\s?[:.]?\s?)?\d{1,4}\b",
    r"\b\d{3}\s(?:Reykjavík|Kópavogur|Hafnarfjörður|Akureyri|Garðabær)",
    # the Middle East and Asia
    r"\b(?:Tel[\s-]Aviv|Jerusalem|Haifa|Herzliya|Ramat\sGan)[\w-]{0,10},?\s\d{5,7}\b",
    r"\b(?:Riyadh|Jeddah|Dammam|Bangkok|Jakarta|Surabaya)\s\d{5}\b",
    r"\b\d{5}\s(?:Kuala\sLumpur|Petaling\sJaya|Penang|George\sTown|Johor\sBahru|Shah\sAlam|Cyberjaya)",
    rf"\b\d{{1,4}}\s{_CAP}(?:\s{_CAP}){{0,3}},[^\n]{{0,60}}?\b(?:Ho\sChi\sMinh|Hanoi|Hà\sNội|Da\sNang|Đà\sNẵng)\b",
    r"[가-힣]{1,8}(?:시|구|군)\s?[가-힣\d]{1,12}(?:로|길|동)\s?\d{1,5}",
    # a street and a place without a postcode: "1 High Street, London"
    rf"(?:{_TO_ENGLISH}{_SURE}|{_BROADWAY}){_BREAK}(?:(?:Suite|Ste|Floor|Unit|Level|Apt|Room|\d{{1,2}}(?:st|nd|rd|th))\.?\s?[\w#-]{{0,8}}{_BREAK}){{0,2}}{_PLACE}",
    rf"(?:{_FRENCH}|{_NUMBER_LAST}|\w{{3,40}}(?:straße|strasse|straat|gatan|gracht)\s\d{{1,4}}\s?[a-z]?){_BREAK}{_PLACE}",
    # office towers of places that know no postcodes
    r"(?i:\b(?:floor|level|office|suite|unit|tower|building|room)\b)[^\n]{0,100}?"
    r"\b(?:Hong\sKong|Kowloon|Dubai|Abu\sDhabi|Doha|Riyadh|UAE|Macau|Manila|Jakarta|Nairobi|Lagos)\b",
)  # fmt: skip
_BLANKS = re.compile(r"[^\S\n]+")

TAIL = 4_000
"""Characters at the end of the visible text in which the sender's address is looked for; at least the last 40 %."""

_MOST = 12_000


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Compiled when its turn comes: all of them cost more than all other checks' start together."""
    return re.compile(form)


def postal_address(text: str) -> str:
    """The first stretch in the last part of the text that reads as the sender's postal address, or "".

    Lines of the text may stand in lines of their own. At most the last 12,000 characters are read. What words before it
    call a venue, or where an order goes, is somebody else's, but for what stands within the footer.
    """
    length = min(max(TAIL, int(len(text) * 0.4)), _MOST)
    tail = _BLANKS.sub(" ", text[-length:])
    others = 0
    for form in _FORMS:
        for found in islice(_pattern(form).finditer(tail), _MANY):
            # Words that have an address already speak of no second one.
            since = others if others <= found.start() else 0
            if not _of_somebody_else(tail, since, found.start()):
                return found[0].strip()[:200]
            others = max(others, found.end())
    return ""


_MANY = 20
_CLOSE = 140
_FOOTER = 600
_OTHERS = re.compile(
    r"\b(?:venue|where|event\s(?:location|address)|(?:join|meet|see)\s(?:us|you)\s(?:at|in)|(?:held|takes?\splace|taking\splace)\s(?:at|in)"
    r"|ship(?:ping|ped)?(?:\sto|\saddress)|deliver(?:y|ed)?(?:\sto|\saddress)|bill(?:ing|ed)?(?:\sto|\saddress)|pick-?up\s(?:at|from|address)"
    r"|your\s(?:home\s)?address|veranstaltungsort|tagungsort|treffpunkt|lieferadresse|rechnungsadresse|lieferanschrift"
    r"|rechnungsanschrift|abholung|adresse\sde\s(?:livraison|facturation)|direcci[oó]n\sde\s(?:env[ií]o|entrega|facturaci[oó]n)"
    r"|indirizzo\sdi\s(?:spedizione|consegna|fatturazione)|endere[cç]o\sde\s(?:entrega|envio)|(?:aflever|bezorg|factuur)adres)\b"
    r"|(?:^|\n)\s*(?:wo|ort|lieu|où|lugar|dónde|dove|luogo|waar|locatie|onde|local)\s?:",
    re.IGNORECASE,
)
"""What stands before the address of an event or of a customer."""
_IN_FOOTER = re.compile(
    r"©|\(c\)|\bcopyright\b|all\srights\sreserved|impressum|unsubscribe|opt[\s-]?out|abmelden|abbestellen|d[ée]sabonner"
    r"|d[ée]sinscri|darse\sde\sbaja|disiscriv|cancelar\s(?:a\s)?inscri|afmelden|uitschrijven|you\s(?:are\s)?receiv"
    r"|sie\s(?:erhalten|bekommen)|vous\srecevez|recibes|ricevi|ontvangt",
    re.IGNORECASE,
)


def _of_somebody_else(tail: str, since: int, start: int) -> bool:
    """Whether the words right before call it a venue or a customer's, and the footer has not begun."""
    lines = tail[max(since, start - _CLOSE) : start].split("\n")[-_LINES:]
    if _OTHERS.search("\n".join(lines)) is None:
        return False
    return _IN_FOOTER.search(tail[max(0, start - _FOOTER) : start]) is None


_LINES = 4
