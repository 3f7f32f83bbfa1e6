"""Services that make short links out of long ones, by whom they serve.

Source: the project's own list of 2026-11-22, checked against public lists of 2024 to 2026 (only to see that each name
stands in one of them); written by us, under this project's licence. A name stands for its subdomains too.
"""

from __future__ import annotations

DATED = "2026-11-22"

OPEN: frozenset[str] = frozenset(
    {
        "bit.ly", "bitly.com", "j.mp", "tinyurl.com", "is.gd", "v.gd", "ow.ly", "buff.ly", "rebrand.ly",
        "cutt.ly", "shorturl.at", "rb.gy", "t.ly", "tiny.cc", "s.id", "clck.ru", "u.to", "n9.cl", "urlz.fr",
        "surl.li", "x.gd", "tny.im", "dub.sh", "kutt.it", "bl.ink", "t2m.io", "short.gy", "shortcm.li",
        "snip.ly", "dlvr.it", "trib.al", "ift.tt", "smarturl.it", "geni.us", "zpr.io", "rotf.lol", "cl.ly",
        "shorturl.asia", "reurl.cc", "pse.is", "lihi.cc", "qrco.de", "tr.ee",
    }
)  # fmt: skip
"""Anybody may make one, spammers too."""

ADVERTS: frozenset[str] = frozenset({"bc.vc", "ouo.io"})
"""They show advertisements before they lead on."""

ENDED: frozenset[str] = frozenset(
    {
        "goo.gl", "page.link", "adf.ly", "shorte.st", "po.st", "mcaf.ee", "soo.gd", "su.pr", "shrtco.de",
        "snip.li", "bitly.ws", "0rz.tw", "chilp.it",
    }
)  # fmt: skip
"""Shut down, or no longer kept up: most of their links are dead."""

KEPT: frozenset[str] = frozenset({"app.goo.gl", "goo.gl/maps", "goo.gl/forms", "goo.gl/photos"})
"""What their owner still serves: maps.app.goo.gl and the like."""

OWNED: dict[str, str] = {
    "t.co": "x.com",
    "twitter.com": "x.com",
    "lnkd.in": "linkedin.com",
    "fb.me": "facebook.com",
    "fb.com": "facebook.com",
    "m.me": "facebook.com",
    "messenger.com": "facebook.com",
    "instagr.am": "instagram.com",
    "ig.me": "instagram.com",
    "youtu.be": "youtube.com",
    "g.co": "google.com",
    "goo.gl": "google.com",
    "forms.gle": "google.com",
    "g.page": "google.com",
    "amzn.to": "amazon.com",
    "a.co": "amazon.com",
    "ebay.to": "ebay.com",
    "apple.co": "apple.com",
    "spoti.fi": "spotify.com",
    "aka.ms": "microsoft.com",
    "msft.it": "microsoft.com",
    "wp.me": "wordpress.com",
    "redd.it": "reddit.com",
    "flip.it": "flipboard.com",
    "db.tt": "dropbox.com",
    "vk.cc": "vk.com",
    "qr.ae": "quora.com",
    "pin.it": "pinterest.com",
    "wa.me": "whatsapp.com",
    "t.me": "telegram.org",
    "telegram.me": "telegram.org",
    "nyti.ms": "nytimes.com",
    "wapo.st": "washingtonpost.com",
    "bbc.in": "bbc.com",
    "bbc.co.uk": "bbc.com",
    "cnn.it": "cnn.com",
    "reut.rs": "reuters.com",
    "econ.st": "economist.com",
    "tcrn.ch": "techcrunch.com",
    "naver.me": "naver.com",
}
"""Second names of one owner, and the first: the owner alone can make them, so they are no shorteners to warn of."""
