"""Links that stand in every mail and that no brief lists: imprint, privacy, terms, help, contact, shops of apps.

Source: common wordings of newsletters' footers, collected by us on 2026-11-24; not read from any vendor's list. Written
by us, under this project's licence. Words in lower case and without accents; a path counts by its whole segments.
"""

from __future__ import annotations

DATED = "2026-11-24"

WORDS: tuple[str, ...] = (
    # English
    "imprint", "legal", "legal notice", "legal disclosure", "disclaimer", "privacy", "privacy policy",
    "privacy notice", "privacy statement", "data protection", "data privacy", "cookies", "cookie policy", "terms",
    "terms of use", "terms of service", "terms and conditions", "terms & conditions", "t&cs", "conditions of use",
    "contact", "contact us", "help", "help center", "help centre", "support", "customer service", "faq", "faqs",
    "about", "about us", "careers", "press", "accessibility", "forward to a friend", "forward this email", "sign up",
    "subscribe", "add us to your address book", "why did i get this", "copyright", "report abuse", "sitemap",
    # German
    "impressum", "datenschutz", "datenschutzerklarung", "datenschutzhinweise", "datenschutzbestimmungen", "agb",
    "nutzungsbedingungen", "teilnahmebedingungen", "widerrufsrecht", "widerruf", "kontakt", "hilfe", "uber uns",
    "karriere", "presse", "barrierefreiheit", "weiterempfehlen", "rechtliches", "rechtliche hinweise",
    # French, Spanish, Italian, Portuguese, Dutch
    "mentions legales", "confidentialite", "politique de confidentialite", "cgv", "cgu", "conditions generales",
    "nous contacter", "contactez-nous", "aide", "a propos", "aviso legal", "privacidad", "politica de privacidad",
    "terminos y condiciones", "contacto", "ayuda", "note legali", "informativa privacy", "informativa sulla privacy",
    "condizioni generali", "contatti", "contattaci", "assistenza", "privacidade", "politica de privacidade",
    "termos e condicoes", "contato", "fale conosco", "ajuda", "privacybeleid", "privacyverklaring",
    "algemene voorwaarden", "voorwaarden", "klantenservice",
    # Scandinavian, Polish, Czech
    "integritetspolicy", "kontakta oss", "villkor", "privatlivspolitik", "kontakt os", "handelsbetingelser",
    "personvern", "kontakt oss", "tietosuoja", "yhteystiedot", "polityka prywatnosci", "regulamin",
    "ochrana osobnich udaju", "obchodni podminky",
)  # fmt: skip
"""The whole text of a link, or its beginning before a dash or bracket."""

SEGMENTS: frozenset[str] = frozenset(
    {
        "imprint", "legal", "legal-notice", "disclaimer", "privacy", "privacy-policy", "privacy-notice",
        "privacy-statement", "privacypolicy", "data-protection", "cookies", "cookie-policy", "terms",
        "terms-of-use", "terms-of-service", "terms-and-conditions", "tos", "conditions", "contact",
        "contact-us", "contactus", "help", "help-center", "support", "faq", "faqs", "about", "about-us",
        "careers", "accessibility", "impressum", "datenschutz", "datenschutzerklaerung", "datenschutzhinweise",
        "agb", "nutzungsbedingungen", "widerruf", "kontakt", "hilfe", "ueber-uns", "karriere",
        "barrierefreiheit", "rechtliches", "mentions-legales", "confidentialite",
        "politique-de-confidentialite", "cgv", "cgu", "aviso-legal", "privacidad", "politica-de-privacidad",
        "contacto", "note-legali", "informativa-privacy", "contatti", "privacidade", "politica-de-privacidade",
        "contato", "privacybeleid", "privacyverklaring", "algemene-voorwaarden", "voorwaarden",
        "integritetspolicy", "villkor", "personvern", "tietosuoja", "polityka-prywatnosci", "regulamin",
    }
)  # fmt: skip
"""The last segment of a path, in lower case and without its ending."""

HOSTS: frozenset[str] = frozenset(
    {
        "apps.apple.com",
        "itunes.apple.com",
        "play.google.com",
        "appgallery.huawei.com",
        "trustpilot.com",
        "trustedshops.com",
        "trustedshops.de",
        "allaboutcookies.org",
        "aboutads.info",
        "youronlinechoices.eu",
        "youronlinechoices.com",
    }
)
"""Stores of apps, seals and bodies that footers point to."""
