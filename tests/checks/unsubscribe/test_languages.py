"""The ways out in many languages: in the link's words, its title, a picture's alt, the sentence around, and tokens."""

from __future__ import annotations

import pytest

from preflight.checks.unsubscribe.hidden import hidden
from preflight.checks.unsubscribe.missing import missing
from preflight.data.dialects import ALL
from preflight.testing import facts_from, judge_check

URL = "https://click.acme.test/x?id=5"

IN_THE_LINK = [
    ("en", "Unsubscribe"), ("en", "Opt out of these emails"), ("en", "No longer want to receive this?"),
    ("en", "Manage your email preferences"), ("en", "Manage My Subscriptions"), ("de", "Vom Newsletter abmelden"), ("de", "Newsletter-Abmeldung"),
    ("de", "Newsletter abbestellen"), ("de", "Hier können Sie sich austragen"), ("de", "Abmeldelink"),
    ("fr", "Se désabonner"), ("fr", "Désinscription"), ("fr", "Je ne souhaite plus recevoir ces messages : me désinscrire"),
    ("es", "Darse de baja"), ("es", "Cancelar la suscripción"), ("es", "Anular mi suscripción"),
    ("it", "Disiscriviti"), ("it", "Annulla l’iscrizione"), ("it", "Cancella la tua iscrizione"),
    ("pt", "Cancelar inscrição"), ("pt", "Descadastre-se"), ("pt", "Anular subscrição"), ("nl", "Afmelden"),
    ("nl", "Uitschrijven"), ("nl", "Schrijf je hier uit"), ("sv", "Avregistrera dig"), ("sv", "Avsluta prenumerationen"),
    ("da", "Afmeld nyhedsbrev"), ("da", "Frameld dig"), ("no", "Meld deg av"), ("no", "Avslutt abonnementet"),
    ("fi", "Peruuta tilaus"), ("fi", "Peru uutiskirjeen tilaus"), ("pl", "Wypisz się"), ("pl", "Zrezygnuj z subskrypcji"),
    ("cs", "Odhlásit se z odběru"), ("sk", "Odhlásiť sa z odberu"), ("hu", "Leiratkozás"), ("hu", "Leiratkozom a hírlevélről"),
    ("ro", "Dezabonare"), ("ro", "Dezabonează-te"), ("bg", "Отписване"), ("bg", "Отпишете се"), ("hr", "Odjavite se"),
    ("sr", "Одјавите се"), ("sl", "Odjava od novic"), ("mk", "Отпишете се"), ("el", "Διαγραφή"), ("el", "Κατάργηση εγγραφής"),
    ("tr", "Abonelikten çık"), ("tr", "Aboneliği iptal et"), ("ru", "Отписаться"), ("ru", "Отписка от рассылки"),
    ("uk", "Відписатися"), ("uk", "Скасувати підписку"), ("lt", "Atsisakyti prenumeratos"), ("lv", "Atrakstīties"),
    ("et", "Loobu uudiskirjast"), ("is", "Afskrá"), ("sq", "Çregjistrohu"), ("ja", "配信停止はこちら"), ("ja", "メルマガの購読を解除"),
    ("zh", "退订"), ("zh", "取消訂閱"), ("ko", "수신거부"), ("ko", "구독을 취소하시려면 여기"), ("ar", "إلغاء الاشتراك"),
    ("he", "להסרה מרשימת התפוצה"), ("fa", "لغو اشتراک"), ("vi", "Hủy đăng ký"), ("th", "ยกเลิกการรับข่าวสาร"),
    ("id", "Berhenti berlangganan"), ("ms", "Berhenti melanggan"), ("ca", "Donar-se de baixa"), ("gl", "Cancelar a subscrición"),
    ("eu", "Harpidetza kendu"), ("af", "Teken uit"), ("hi", "सदस्यता समाप्त करें"), ("ka", "გამოწერის გაუქმება"),
    ("hy", "Չեղարկել բաժանորդագրությունը"), ("az", "Abunəliyi ləğv et"), ("kk", "Жазылымнан бас тарту"),
]  # fmt: skip


def outcome(html: str, platform: str = "generic"):
    return judge_check(missing, facts_from({"html": html, "send": {"platform": platform}})).outcome


@pytest.mark.parametrize(("language", "words"), IN_THE_LINK)
def test_in_the_words_of_the_link(language: str, words: str) -> None:
    assert outcome(f'<p>Sale</p><a href="{URL}">{words}</a>') == "passed"
    assert outcome(f'<p>Sale</p><a href="{URL}" title="{words}"><img src="https://x.test/a.png"></a>') == "passed"
    assert outcome(f'<p>Sale</p><a href="{URL}"><img alt="{words}" src="https://x.test/a.png"></a>') == "passed"


def test_there_are_at_least_twenty_languages() -> None:
    assert len({language for language, _words in IN_THE_LINK}) >= 40


@pytest.mark.parametrize(
    "html",
    [
        "If you no longer wish to receive our mails, <a>click here</a>.", "To unsubscribe, <a>click here</a>.",
        "To unsubscribe or change your address, please visit the <a>subscription page</a>.",
        "Visit <a>your account</a> to unsubscribe.", "Wenn Sie keine weiteren E-Mails wünschen, klicken Sie <a>hier</a>.",
        "Zum Abmelden bitte <a>hier klicken</a>.", "Pour vous désinscrire, cliquez <a>ici</a>.",
        "Para darse de baja, haga clic <a>aquí</a>.", "Per cancellarti, clicca <a>qui</a>.",
        "Para cancelar a inscrição, clique <a>aqui</a>.", "Klik <a>hier</a> om je af te melden.",
        "Jos et enää halua uutiskirjettämme, voit perua tilauksesi. Klikkaa <a>tästä</a>.",
        "You may unsubscribe at any time. <a>Click here</a>.", "Sie können sich jederzeit abmelden. Bitte <a>hier klicken</a>.",
        "Click <a>here</a> to be removed.", "If you wish to be excluded of this list, please <a>click here</a>.",
        "The fastest way to get off our list is to click <a>this link</a>.",
        "Please <a>click here</a> if you do not wish to get further mails from us.",
        "Klicka <a>här</a> för att avregistrera dig.", "Klik <a>her</a> for at afmelde nyhedsbrevet.",
        "Jeśli chcesz wypisać się z listy, kliknij <a>tutaj</a>.", "Pro odhlášení klikněte <a>zde</a>.",
        "A leiratkozáshoz kattintson <a>ide</a>.", "Pentru dezabonare, click <a>aici</a>.",
        "Чтобы отписаться, нажмите <a>здесь</a>.", "Bültenden çıkmak ve abonelikten çıkmak için <a>buraya</a> tıklayın.",
        "配信停止をご希望の方は<a>こちら</a>", "如需退订，请点击<a>这里</a>", "수신거부를 원하시면 <a>여기</a>를 클릭하세요",
    ],
)  # fmt: skip
def test_in_the_sentence_around(html: str) -> None:
    assert outcome(f"<p>Sale</p><p>{html.replace('<a>', f'<a href={URL}>')}</p>") == "passed"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Unsubscribe</p>", "<p><a>Unsubscribe</a></p>", "<a href='#'>Unsubscribe</a>", "<a href=''>Unsubscribe</a>",
        "<a href='https://shop.test/'>Unsubscribe</a>", "<a href='https://shop.test/index.html'>Unsubscribe</a>",
        "<a href='#footer'>Unsubscribe</a>", "<a href='javascript:void(0)'>Unsubscribe</a>",
        f"<p>Unsubscribe, or visit our <a href='{URL}'>shop</a></p>", f"<p>Subscribe / <a href='{URL}'>Our shop</a> / Unsubscribe</p>",
        f"<p>You can unsubscribe at any time.</p><p><a href='{URL}'>Shop now</a></p>",
        f"<p>You can unsubscribe at any time, see our <a href='{URL}'>privacy policy</a>.</p>",
        f"<a href='{URL}'>Low season: temporada baja</a>", f"<a href='{URL}'>Subscribe</a>", f"<a href='{URL}'>Cancel your order</a>",
        f"<a href='{URL}'>Abonnieren</a>", f"<a href='{URL}'>Our preferred partners</a>",
        "<p><a href='#'>hello@shop.test</a> | <a href='#'>Unsubscribe</a></p>", "<p>Unsubscribe: see hello@shop.test</p>",
        "<p>Write to hello@shop.test</p>", "<p>This mail went to jane@x.test</p>",
    ],
)  # fmt: skip
def test_no_way_out(html: str) -> None:
    assert outcome(f"<p>Sale</p>{html}") == "failed"


FORMS = [(name, form) for name, one in ALL.items() for form in one.unsubscribe_forms if "editor" not in form]


@pytest.mark.parametrize(("platform", "form"), FORMS)
def test_tokens_of_every_dialect(platform: str, form: str) -> None:
    assert outcome(f"<p>Sale</p><p>{form}</p>", platform) == "passed"
    assert outcome(f"<p>Sale</p><p>{form}</p>") == "passed"
    if not form.startswith("<"):
        assert outcome(f"<p>Sale</p><a href='{form}'>x</a>", platform) == "passed"


@pytest.mark.parametrize("form", [form for _name, form in FORMS if not form.startswith("<")])
def test_a_token_that_nobody_sees_is_hidden(form: str) -> None:
    result = judge_check(hidden, facts_from({"html": f"<p>Sale</p><p style='display:none'>{form}</p>"}))
    assert (result.outcome, result.severity) == ("failed", "blocker")


@pytest.mark.parametrize(
    ("platform", "html"),
    [
        ("mailchimp", "*|IF:VIP|*{}*|END:IF|*"), ("hubspot", "{{% if contact.vip %}}{}{{% endif %}}"),
        ("iterable", "{{{{#if vip}}}}{}{{{{/if}}}}"), ("sfmc", "%%[ IF @vip THEN ]%%{}%%[ ENDIF ]%%"),
        ("listmonk", "{{{{ if .Subscriber.X }}}}{}{{{{ end }}}}"), ("campaignmonitor", "[if:vip]{}[endif]"),
    ],
)  # fmt: skip
def test_in_a_condition_only_some_can_leave(platform: str, html: str) -> None:
    link = f"<a href='{URL}'>Unsubscribe</a>"
    example = {"html": f"<p>Sale</p>{html.format(link)}", "send": {"platform": platform}}
    assert judge_check(hidden, facts_from(example)).outcome == "failed"
    both = {"html": f"<p>Sale</p>{html.format(link)}{link}", "send": {"platform": platform}}
    assert judge_check(hidden, facts_from(both)).outcome == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "Unsubscribe: https://shop.test/u/5",
        "To unsubscribe visit\nhttps://shop.test/u/5",
        "https://shop.test/newunsubscribe.php?q=5",
        "To unsubscribe, send a blank mail to leave-news-5@shop.test",
        "To unsubscribe from all lists of news@shop.test, send a mail to\nleave@shop.test with REMOVE as its subject",
        "Abmelden: https://shop.test/u/5",
        "Unsubscribe from 'Daily News'\n - Reply with REMOVE\n or\n - Go to: https://shop.test/register\n - Log in",
        "To easily remove your address from the list, go to:\nhttps://shop.test/stopthemail/5",
        "To remove your e-mail address from further promotional mailings from this company, click here:\nhttps://shop.test/x?5",
        "If you do not want any further e-mail from us please click\nhttps://shop.test/poker?5",
        "To remove from future mailings email: leave-me@shop.test",
        "To be excluded from future notices:\nmailto:desk@shop.test?subject=exclude",
        "To be taken out of this database: benno5@shop.test",
        'Please send an email to mailto:facelist@shop.test?subject=REMOVE with the SUBJECT LINE "REMOVE".',
        "If you want no more news, please send an e-mail to newsletter@shop.test with 'Remove' as the subject line.",
        "TIP 1: subscribe and unsubscribe commands go to majordomo@shop.test",
        "shop-users mailing list\nhttps://shop.test/mailman/listinfo/shop-users",
        "You can change your options at\nhttps://lists.shop.test/lists/options/news/jane%40x.test",
        "For subscription changes, please use the form at:\nhttps://shop.test/action/email.html",
        "Remove here:\nhttps://shop.test/jump1/remove.html",
        "If you do not wish to receive announcements from us\nby mail, please click the link below and\naccept our apologies.\n"
        "https://shop.test/rm?m=5",
    ],
)
def test_in_a_text_alone(text: str) -> None:
    assert judge_check(missing, facts_from({"text": f"Sale!\n\n{text}\n"})).outcome == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "Remove the old batteries from the toy first: https://shop.test/toys",
        "Take 20 % off our list price: https://shop.test/prices",
        "Contact us: desk@shop.test",
        "Read the shipping list: https://shop.test/list",
    ],
)
def test_in_a_text_alone_that_offers_none(text: str) -> None:
    assert judge_check(missing, facts_from({"text": f"Sale!\n\n{text}\n"})).outcome == "failed"


@pytest.mark.parametrize(
    "html",
    ["{% include 'footer.html' %}<p>Sale</p>", "<p>Sale</p>{{> footer}}", "<p>Sale</p>%%=ContentBlockByKey('foot')=%%"],
)
def test_a_shell_is_unknown_once(html: str) -> None:
    result = judge_check(missing, facts_from({"html": html}))
    assert (result.outcome, len(result.unknowns)) == ("unknown", 1)


def test_words_that_are_no_link_are_shown() -> None:
    result = judge_check(missing, facts_from({"html": "<p>Sale</p>\n<p><a>Unsubscribe</a></p>"}))
    assert [str(one.text) for one in result.findings] == [
        "“Unsubscribe” stands in the mail as words alone, not as a link"
    ]
    assert result.findings[0].location.line == 2


@pytest.mark.parametrize(
    "text", ["You can unsubscribe at any time.\nShop: https://shop.test/a", "Shop now\nhttps://shop.test/a"]
)
def test_no_way_out_in_a_text_alone(text: str) -> None:
    assert judge_check(missing, facts_from({"text": f"Sale!\n\n{text}\n"})).outcome == "failed"
