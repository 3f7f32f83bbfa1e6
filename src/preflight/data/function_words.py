"""The small words by which a language is known: articles, prepositions, pronouns, forms of "to be".

Source: common grammar, written down by us on 2026-11-28 under this project's licence; taken from no list. Lower case,
with accents, as words stand in a text. Languages with a script of their own are told by their letters (`SCRIPTS`).
"""

from __future__ import annotations

DATED = "2026-11-28"

_TABLE = {
    "en": "the and to of a in is for you your with on are this that we our it be at from or by as not have will if "
          "can an all has was more but what when about up out get just they their there",
    "de": "der die das und ist in den von zu mit sie ihr ihre auf für im dem nicht ein eine es sich des wir als "
          "auch an bei oder aus wie einen zum zur haben sind wird nach uns mehr noch nur einer unsere unser du dein "
          "werden über",
    "fr": "le la les de des et un une du en est pour vous que votre dans nous sur avec au par ne pas qui vos plus "
          "notre nos ce cette à ou se il elle aux sont être l'on mais tout tous été",
    "es": "el la los las de y que en un una para con por del se su tu es al lo más no sus nos te como o si este "
          "esta nuestro nuestra sin son todo ya está tus puedes sobre hasta",
    "it": "il la di e che un una per con del della è in non si le i al da dei nel alla più sono gli lo ti tuo tua "
          "anche questo questa nostro nostra come delle ai dal nella puoi su o",
    "pt": "o a os as de e que em um uma para com do da não no na se seu sua por mais você ao dos das é ou nos como "
          "este esta nosso nossa são pelo pela está até também",
    "nl": "de het een en van in is voor je op te dat met zijn die niet aan ook om bij uw we onze als naar deze of "
          "kunt wij jouw er maar door nog hebben wordt u dit geen",
    "sv": "och att det i en på är som för med av du den till ett om vi har inte din ditt dina kan från så eller här "
          "oss vår våra blir när dig hos ska detta",
    "da": "og at det i en på er som for med af du den til et om vi har ikke din dit dine kan fra så eller her os "
          "vores bliver når dig hos skal dette hvor også blive efter være mere jeg",
    "no": "og at det i en på er som for med av du den til et om vi har ikke din ditt dine kan fra så eller her oss "
          "vår våre blir når deg hos skal dette hvor også bli etter være mer jeg",
    "fi": "ja on ei se että tai kun voit sinun mutta myös jos oli ovat me sen tämä niin kuin vain olet meidän nyt "
          "sekä joka ole hän saat mukaan kaikki mitä kanssa",
    "pl": "i w na z do się nie to że jest o dla od po za jak przez oraz twój czy lub co możesz ze twoje są tylko "
          "ale tego już nas ich więcej przy aby może być",
    "cs": "a v na se je že s do z pro o ve to si za po jsou nebo od jak vám vás ale ze by jen jako podle také při "
          "není které který můžete váš naše už více",
    "hu": "a az és hogy nem is egy meg ez de van ha vagy már csak még el ki mint azt ezt lesz önnek itt minden "
          "amely után között aki",
    "ro": "și de la în cu pe un o nu este din pentru mai că sau să te ce le ai îți tău acest aceasta sunt prin după "
          "fi până către dumneavoastră",
    "tr": "ve bir bu için ile de da çok daha olarak en sizin olan her ne gibi kadar sonra ya veya size ama değil "
          "tüm şimdi olan var",
}  # fmt: skip

WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _TABLE.items()}

SAME: dict[str, str] = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
"""Codes that stand for a language under another name."""

NEAR: frozenset[frozenset[str]] = frozenset({frozenset({"da", "no"}), frozenset({"cs", "sk"})})
"""Languages whose small words are nearly the same: one is never told from the other by them."""

SCRIPTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("\u3040", "\u30ff", frozenset({"ja"})),
    ("\uac00", "\ud7af", frozenset({"ko"})),
    ("\u4e00", "\u9fff", frozenset({"zh", "ja", "yue"})),
    ("\u0370", "\u03ff", frozenset({"el"})),
    ("\u0590", "\u05ff", frozenset({"he", "yi"})),
    ("\u0600", "\u06ff", frozenset({"ar", "fa", "ur", "ps", "ku"})),
    ("\u0e00", "\u0e7f", frozenset({"th"})),
    ("\u0400", "\u04ff", frozenset({"ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg"})),
)
"""First and last letter of a script, and the languages written in it."""

NAMES: dict[str, str] = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech",
    "hu": "Hungarian", "ro": "Romanian", "tr": "Turkish", "ja": "Japanese", "ko": "Korean", "zh": "Chinese",
    "el": "Greek", "he": "Hebrew", "ar": "Arabic", "th": "Thai", "ru": "Russian",
}  # fmt: skip
