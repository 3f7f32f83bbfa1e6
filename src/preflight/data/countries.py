"""Countries as exports write them: ISO 3166-1 codes of two and three letters, and common names.

Sources: ISO 3166-1 (codes, as of 2026-11); names in English and, where usual in exports, in the country's own language,
German and French. A name that is not here is not recognised, which counts as unknown. Dated 2026-11-24.
"""

from __future__ import annotations

from functools import cache

from preflight.data.folding import spellings

_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
_NAMES = """
AE ARE United Arab Emirates|UAE
AR ARG Argentina
AT AUT Austria|Österreich|Oesterreich|Autriche
AU AUS Australia|Australien
BE BEL Belgium|Belgique|België|Belgien
BG BGR Bulgaria|Bulgarien|България
BR BRA Brazil|Brasil|Brasilien
CA CAN Canada|Kanada
CH CHE Switzerland|Schweiz|Suisse|Svizzera
CL CHL Chile
CN CHN China|People's Republic of China
CO COL Colombia
CY CYP Cyprus|Zypern
CZ CZE Czechia|Czech Republic|Tschechien|Česko|Česká republika
DE DEU Germany|Deutschland|Allemagne|GER|BRD|Federal Republic of Germany
DK DNK Denmark|Danmark|Dänemark
EE EST Estonia|Eesti|Estland
EG EGY Egypt
ES ESP Spain|España|Spanien|Espagne
FI FIN Finland|Suomi|Finnland
FR FRA France|Frankreich
GB GBR United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Großbritannien
GR GRC Greece|Griechenland|Ελλάδα|EL
HK HKG Hong Kong
HR HRV Croatia|Hrvatska|Kroatien
HU HUN Hungary|Magyarország|Ungarn
ID IDN Indonesia
IE IRL Ireland|Irland|Republic of Ireland
IL ISR Israel
IN IND India|Indien
IS ISL Iceland|Ísland|Island
IT ITA Italy|Italia|Italien|Italie
JP JPN Japan|日本
KE KEN Kenya
KR KOR South Korea|Korea|Republic of Korea|Südkorea
LI LIE Liechtenstein
LT LTU Lithuania|Lietuva|Litauen
LU LUX Luxembourg|Luxemburg
LV LVA Latvia|Latvija|Lettland
MT MLT Malta
MX MEX Mexico|México|Mexiko
MY MYS Malaysia
NG NGA Nigeria
NL NLD Netherlands|The Netherlands|Nederland|Niederlande|Holland|Pays-Bas
NO NOR Norway|Norge|Norwegen
NZ NZL New Zealand|Neuseeland
PE PER Peru|Perú
PH PHL Philippines
PL POL Poland|Polska|Polen|Pologne
PT PRT Portugal
RO ROU Romania|România|Rumänien
RS SRB Serbia|Serbien
RU RUS Russia|Russian Federation|Russland
SA SAU Saudi Arabia
SE SWE Sweden|Sverige|Schweden
SG SGP Singapore|Singapur
SI SVN Slovenia|Slovenija|Slowenien
SK SVK Slovakia|Slovensko|Slowakei
TH THA Thailand
TR TUR Turkey|Türkiye|Türkei
TW TWN Taiwan
UA UKR Ukraine
US USA United States|United States of America|America|U.S.|U.S.A.|U.S.A|U.S|Vereinigte Staaten|États-Unis
VN VNM Vietnam|Viet Nam
ZA ZAF South Africa|Südafrika
"""


@cache
def codes() -> dict[str, str]:
    """Names and codes in lower case, in every spelling, each with its code of two letters."""
    found = {code.lower(): code for code in _CODES.split()}
    for line in _NAMES.strip().splitlines():
        code, three, names = line.split(" ", 2)
        for name in (three, *names.split("|")):
            for spelling in spellings(name):
                found.setdefault(spelling, code)
    return found


_EUROPE = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO"
EUROPE = frozenset(_EUROPE.split())
"""The EU and the EEA, as of 2026-11."""

CONSENT_DEMANDED = EUROPE | frozenset(["GB", "CH", "CA", "AU", "NZ", "ZA", "KR", "JP", "CN"])
"""Where marketing by e-mail needs consent beforehand, as a default: ePrivacy Directive 2002/58/EC art. 13 (EU and EEA),
PECR reg. 22 (GB), UWG art. 3 (CH), CASL s. 6 (CA), Spam Act 2003 s. 16 (AU), Unsolicited Electronic Messages Act 2007
(NZ), POPIA s. 69 (ZA), Network Act art. 50 (KR), Act on Regulation of Transmission of
Specified Electronic Mail (JP), PIPL and Internet Email Measures (CN). Exceptions for customers are a matter of the
basis, which other checks judge. Not legal advice."""
