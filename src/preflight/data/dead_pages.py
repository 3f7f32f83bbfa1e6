"""What a page says that answers 200 and is none: not found, parked, for sale, the server's own first page.

Source: phrases of public 404 pages in thirty languages, three public detectors of parked domains and vendors' pages,
read 2026-11-22; written by us, under this project's licence. Phrases count in a title, a first heading, or the whole of
a short page, never in the text of a long one: help articles quote them. Letters are compared as `folded` makes them.
"""

from __future__ import annotations

DATED = "2026-11-22"

NOT_FOUND = (
    r"(?:error )?404(?: error)?\b(?! (?:km|m|st|street|park))|\bnot found\b|page (?:can'?t|cannot|could not) be found"
    r"|page you(?:'re| are)? (?:looking for|requested)\b|page (?:has been|was) (?:moved|removed|deleted)"
    r"|nothing was found|page (?:does not|doesn't|no longer) exists?|(?:product|page|item) (?:is )?no longer available"
    r"|th(?:is|e) (?:offer|event|form|campaign|promotion|webinar) (?:has (?:ended|expired|closed)|is (?:closed|over))"
    r"|seite (?:wurde )?(?:leider )?nicht gefunden|seite existiert nicht|konnte nicht gefunden werden"
    r"|nicht mehr verfügbar"
    r"|page (?:introuvable|non trouvée)|cette page n'existe (?:pas|plus)|la page que vous (?:cherchez|recherchez)"
    r"|página no encontrada|no se (?:ha encontrado|encontró|encuentra) la página|ya no está disponible"
    r"|pagina non trovata|questa pagina non esiste|la pagina che (?:cerchi|stai cercando)|non è più disponibile"
    r"|página não encontrada|não encontramos (?:a|esta) página|a página que você (?:procura|procurava)"
    r"|pagina niet gevonden|deze pagina bestaat niet|kunnen we niet vinden"
    r"|strona nie została znaleziona|nie znaleziono strony|strona nie istnieje"
    r"|sidan hittades inte|siden blev ikke fundet|siden ble ikke funnet|sivua ei löytynyt"
    r"|stránka nebyla nalezena|stránka nenájdená|az oldal nem található|pagina nu a fost găsită"
    r"|страница не найдена|сторінку не знайдено|sayfa bulunamadı|η σελίδα δεν βρέθηκε"
    r"|ページが見つかりません|お探しのページは(?:存在しない|削除)|页面未找到|找不到(?:该)?(?:页面|網頁)|页面不存在"
    r"|페이지를 찾을 수 없습니다|الصفحة غير موجودة|הדף לא נמצא|صفحه پیدا نشد|पृष्ठ नहीं मिला|ไม่พบหน้า"
    r"|không tìm thấy trang|halaman tidak ditemukan"
)

PARKED = (
    r"th(?:is|e) domain (?:name )?(?:is|may be) for sale|buy this domain|domain is parked|make an offer on this domain"
    r"|(?:domain|website) is for sale|future home of"
    r"|diese domain steht zum verkauf|domain zu verkaufen|diese domain kaufen|domain (?:ist )?geparkt"
    r"|ce (?:nom de )?domaine est (?:à vendre|en vente)|nom de domaine à vendre|domaine parqué"
    r"|dominio (?:está )?(?:a la|en) venta|dominio (?:è )?in vendita|domínio à venda|domein (?:is )?te koop"
    r"|domena (?:jest )?na sprzedaż|doména (?:je )?na prodej|домен прода[её]тся"
    r"|このドメインは(?:売り出し中|販売)|该域名(?:正在)?出售|domänen är till salu"
)

PLACEHOLDER = (
    r"welcome to nginx|apache2? (?:ubuntu|debian|http server)? ?(?:default|test) page|^it works!?$|^index of /"
    r"|iis windows server|there isn't a github pages site here|there's nothing here, yet|^no such app$"
    r"|deployment_not_found|nosuchbucket|nosuchkey|^site not found|error establishing a database connection"
    r"|this (?:site|shop|store) is currently (?:private|unavailable)"
    r"|(?:currently|down|site is) (?:down )?(?:for|under) maintenance"
    r"|^coming soon$|^under construction$|^maintenance(?: mode)?$"
)
"""What a server or platform shows where nobody has put a page."""

PARKING_HOSTS: frozenset[str] = frozenset(
    {
        "sedo.com", "sedoparking.com", "hugedomains.com", "dan.com", "afternic.com", "parkingcrew.net", "parklogic.com",
        "above.com", "undeveloped.com", "domainmarket.com", "buydomains.com", "brandbucket.com", "squadhelp.com",
        "efty.com", "uniregistry.com", "skenzo.com", "fabulous.com", "parkingpage.namecheap.com", "bodis.com",
    }
)  # fmt: skip
"""Where a domain leads, or whose frame and script it shows, that somebody wants to sell."""

PARKING_PATHS: tuple[tuple[str, str], ...] = (
    ("godaddy.com", "/forsale"),
    ("godaddy.com", "/domainsearch"),
    ("namesilo.com", "/parked"),
    ("atom.com", "/name/"),
)
"""The same on sites that do other things as well."""

PARKING_CODE = ("img1.wsimg.com/parking-lander", "scripts-compressed/parking-page-", "window.park =", '"/lander"')
"""What the scripts of a parked page hold."""

DEAD_PATH = r"/(?:404|not[-_]?found|page-not-found|error|oops|error-?404)(?:\.html?|\.aspx|\.php)?/?$"
"""The end of an address at which error pages live."""

DEAD_CLASSES = ("error404", "template-404", "page-404", "error-404")
"""Classes of `<body>` by which WordPress, Shopify and others mark their error page."""

APP_ROOTS = frozenset(
    {"root", "app", "__next", "__nuxt", "app-root", "___gatsby", "svelte", "q-app", "ember-application"}
)
"""Ids of the element that a script fills in: the page cannot be read without a browser."""

HOME_PATHS = frozenset({"", "/", "/index.html", "/index.php", "/home", "/home/", "/en", "/en/", "/de", "/de/"})


def folded(text: str) -> str:
    """The text as the phrases are compared with it: NFKC, lower case, one kind of apostrophe, single blanks."""
    import unicodedata

    flat = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    return " ".join(flat.split())


_APOSTROPHES = str.maketrans("\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}`", "'''")
