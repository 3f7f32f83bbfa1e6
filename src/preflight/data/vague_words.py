"""Words of a link that say nothing of where it leads, beside those of `leaving_words.HERE`.

Source: common wordings of newsletters' links, collected by us on 2026-11-28; not read from any vendor's list. Written
by us, under this project's licence. Lower case, without accents.
"""

from __future__ import annotations

from preflight.data.leaving_words import HERE

DATED = "2026-11-28"

MORE: dict[str, tuple[str, ...]] = {
    "en": ("read more", "more", "learn more", "find out more", "see more", "view more", "more info",
           "more information", "details", "more details", "continue", "continue reading", "go", "read on",
           "discover more", "info", "button", "cta", "click me", "click here now", "click here to read more",
           "tell me more", "show more"),
    "de": ("mehr", "mehr lesen", "weiterlesen", "mehr erfahren", "mehr infos", "mehr informationen", "weiter",
           "details", "weitere informationen", "jetzt klicken", "zum artikel", "mehr dazu", "jetzt mehr erfahren",
           "mehr anzeigen"),
    "fr": ("en savoir plus", "lire la suite", "plus", "plus d'infos", "plus d'informations", "voir plus", "suite",
           "decouvrir", "lire plus", "savoir plus", "details"),
    "es": ("leer mas", "mas", "mas informacion", "mas info", "ver mas", "saber mas", "seguir leyendo",
           "descubre mas", "continuar", "detalles"),
    "it": ("leggi di piu", "leggi tutto", "scopri di piu", "di piu", "continua", "continua a leggere",
           "maggiori informazioni", "vedi di piu", "dettagli", "scopri"),
    "pt": ("leia mais", "ler mais", "saiba mais", "saber mais", "mais", "mais informacoes", "ver mais",
           "continuar", "detalhes"),
    "nl": ("lees meer", "lees verder", "meer", "meer info", "meer informatie", "meer lezen", "bekijk meer",
           "verder", "ontdek meer"),
    "sv": ("las mer", "mer", "mer information", "mer info", "se mer"),
    "da": ("læs mere", "laes mere", "mere", "mere info", "se mere"),
    "no": ("les mer", "mer", "mer info", "se mer"),
    "fi": ("lue lisaa", "lisaa", "lisatietoja", "katso lisaa"),
    "pl": ("czytaj wiecej", "wiecej", "dowiedz sie wiecej", "wiecej informacji", "zobacz wiecej", "czytaj dalej"),
    "cs": ("vice", "cist dale", "zjistit vice", "vice informaci", "zobrazit vice"),
    "hu": ("tovabb", "tovabb olvasom", "bovebben", "reszletek"),
    "ro": ("citeste mai mult", "afla mai multe", "mai mult", "detalii"),
    "tr": ("devamini oku", "daha fazla", "daha fazla bilgi", "detaylar"),
    "ru": ("подробнее", "читать далее", "узнать больше", "далее", "читать дальше"),
    "ja": ("続きを読む", "もっと見る", "詳しくはこちら", "詳細はこちら", "詳細"),
    "zh": ("阅读更多", "了解更多", "更多", "查看详情"),
}  # fmt: skip

ALL: frozenset[str] = frozenset(word for table in (HERE, MORE) for words in table.values() for word in words)
