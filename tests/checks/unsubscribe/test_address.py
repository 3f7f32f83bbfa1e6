"""unsubscribe.address-missing, and what reads as a postal address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.unsubscribe.address_missing import address_missing
from preflight.data.postal import postal_address
from preflight.facts.send import Run, Sender
from tests.checks.content_facts import at, link, lost, mail, outcome, part, result, said, token

ADDRESSES = [
    "1 High Street, London",
    "10 Downing Street, London SW1A 2AA",
    "Acme Ltd · Unit 4, Orchard Park, Leeds LS1 4AP",
    "1600 Amphitheatre Parkway\nMountain View, CA 94043",
    "Acme Inc., 548 Market St PMB 12345, San Francisco, California 94104-5401, USA",
    "350 5th Ave, New York, NY 10118",
    "675 Ponce de Leon Ave NE Suite 5000 Atlanta GA 30308 USA",
    "Carnegie Mellon University\nPittsburgh PA 15213-3890",
    "52 Edison Court Suite 259\nEast Aidabury",
    "P.O. Box 1234, Springfield",
    "PO Box 77",
    "Postfach 10 01 02, 20001 Hamburg",
    "Acme GmbH, Musterstraße 12, 10115 Berlin",
    "Acme GmbH\nMusterstr. 12a\nD-10115 Berlin",
    "Acme AG | Am Alten Markt 5 | 50667 Köln",
    "Unter den Linden 21 · 10117 Berlin",
    "Kö-Bogen 1, 40212 Düsseldorf",
    "12 rue de la Paix, 75002 Paris",
    "45 bis, avenue Victor-Hugo – 69006 LYON CEDEX",
    "BP 4021, 31029 Toulouse Cedex 4",
    "Grand Canal House, Dublin 4, Ireland",
    "Calle Gran Vía 32, 28013 Madrid",
    "C/ Alcalá, 50, 28014 Madrid",
    "Via Roma 15, 20121 Milano (MI)",
    "Piazza del Duomo, 1 - 20122 Milano",
    "Damrak 1, 1012 LG Amsterdam",
    "Keizersgracht 62-64\n1015 CS Amsterdam",
    "Bahnhofstrasse 1, CH-8001 Zürich",
    "Bahnhofstrasse 1, 8001 Zürich",
    "Mariahilfer Straße 10, 1070 Wien",
    "Rue de la Loi 16, 1000 Bruxelles",
    "100 King Street West, Toronto, ON M5X 1A9",
    "1 Rue Notre-Dame, Montréal QC H2Y 3Y7",
    "Level 5, 100 George Street, Sydney NSW 2000",
    "120 Queen Street, Auckland 1010",
    "4th Floor, Prestige Tower, MG Road, Bengaluru 560 001, India",
    "Plot 12, Sector 44, Gurugram - 122003",
    "1-2-3 Marunouchi, Chiyoda-ku, Tokyo 100-0005, Japan",
    "〒100-0005 東京都千代田区丸の内1-2-3",
    "6 Raffles Quay #14-06, Singapore 048580",
    "25/F, Office Tower, Convention Plaza, Wanchai, Hong Kong",
    "3 Dublin Landings, North Wall Quay, Dublin 1, D01 C4E0",
    "Drottninggatan 5, 111 51 Stockholm",
    "Strøget 10, 1160 København K",
    "Karl Johans gate 5, 0154 Oslo",
    "ul. Marszałkowska 10, 00-590 Warszawa",
    "Rua Augusta 100, 1100-053 Lisboa",
    "Av. Paulista, 1000 - São Paulo - SP, 01310-100, Brasil",
    "Václavské náměstí 1, 110 00 Praha",
    "ул. Тверская 7, 125009 Москва",
    "Av. Corrientes 1234, C1043AAZ Buenos Aires, Argentina",
    "Carrera 7 # 71-21, Bogotá, Colombia",
    "Av. Apoquindo 3000, Las Condes, Santiago, Chile",
    "1053 Budapest, Kossuth Lajos utca 5.",
    "вул. Хрещатик 22, 01001 Київ, Україна",
    "Khreshchatyk St, 22, Kyiv, 01001, Ukraine",
    "Büyükdere Cad. No: 123, 34394 Şişli / İstanbul",
    "Atatürk Bulvarı 10, Ankara, Türkiye",
    "Rothschild Blvd 22, Tel Aviv 6688218, Israel",
    "King Fahd Road, Riyadh 12271, Saudi Arabia",
    "Level 10, Menara ABC, Jalan Ampang, 50450 Kuala Lumpur, Malaysia",
    "Jl. Jend. Sudirman No. 1, Jakarta 10220, Indonesia",
    "999 Rama I Road, Pathumwan, Bangkok 10330, Thailand",
    "12 Nguyen Hue, District 1, Ho Chi Minh City, Vietnam",
    "서울특별시 강남구 테헤란로 152",
    "香港九龍彌敦道100號",
    "Gedimino pr. 9, LT-01103 Vilnius",
    "Brīvības iela 1, Rīga, LV-1010",
    "Laugavegur 10, 101 Reykjavík",
    "Karl Johans gate 1, NO-0154 Oslo",
    "1 Apple Park Way, Cupertino, California",
    "203 Fake St. Mountain View, San Francisco, California, USA",
    "203 Fake St. Mountain View,\nSan Francisco, California, USA",
    "123 locust st, santa cruz, ca 95060",
    "Paseo de la Reforma 222, Col. Juárez, C.P. 06600, México",
    "12 Kenyatta Avenue, Nairobi, Kenya",
    "No. 7, Section 5, Xinyi Road, Taipei 110, Taiwan",
]
NONE = [
    "",
    "Acme Ltd",
    "10115 Berlin",
    "See you in London on 12 December 2026, 10 am",
    "Samstag, 12. Dezember 2026, 10:00 Uhr in Berlin",
    "T-Shirt 12, 4999 INR\nJeans 49, 9999 INR",
    "Shirts from 20 Euro, shoes from 10000 Punkte",
    "2026 AM Session starts at 1200 PM Berlin",
    "Call us on 030 12345 or +49 30 1234567",
    "Order 12345-678, 20 % off with CODE20",
    "Copyright 2026 Acme Ltd. All rights reserved.",
    "3 for 2, 24 hours only, 50 % off everything",
    "iPhone 15, 2026 Edition, 1000 GB",
    "Level 3, 5000 points, Gold",
    "Save 100 Euro until 31 December",
    "Room 12 opens at 10.30",
    "On sale: Model 3, Model S, Model X 2026",
    "Join 10000 Customers in 2026",
    "Windows 11, 2024 Update",
    "8x DVD-ROM Combo Drive\n• Starting at 10 Euro",
    "Compiler\n10\n59\n2,356\n10\nJava",
    "In Electronics\nJuly 17, 2002\n--C",
    "Langberg 10/3/2002\nE-mail",
    "The Wall Street Journal, Monday",
    "In 3 days, 12000 People",
    "Am 5. Mai 2026 in Wien",
    "Im Mai 20, 10000 Leser",
    "A 2000 Watt heater",
    "BP 5, DE 10000 Punkte",
    "See you in Dublin 12 December",
    "CAD 50 off, Cad 12 files",
    "Model A1234BCD is here, series X2000",
    "In Hanoi and Da Nang from 12 December",
    "Step 1 of 5, way to go",
    "10 of the best ways to save in Oregon",
    "Av 5, Avd 12: nothing",
    "Order no. NO-1234",
    "5 Great Ways to work, in California",
    "9:00 AM in San Francisco, CA",
    "5 Main Road Shows in London, England and 12 in California",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_addresses(text):
    assert postal_address(f"Big sale in all shops!\n{text}\nUnsubscribe"), text


@pytest.mark.parametrize("text", NONE)
def test_what_is_none(text):
    assert postal_address(f"Big sale in all shops!\n{text}\nUnsubscribe") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Where: The DNA Lounge\n375 Eleventh Street, San Francisco, CA 94103", "Venue: Musterstraße 12, 10115 Berlin",
        "Shipping Address\nCaptain Price\n123 Maple Rd\nCampbell, CA 95112", "Join us at 1 High Street, London, at 5 pm",
        "Lieferadresse:\nErika Muster\nMusterstr. 12\n10115 Berlin", "Ort: Messe, Musterstraße 12, 10115 Berlin",
        "Veranstaltungsort\nHotel Adler\nAm Alten Markt 5, 50667 Köln", "Lieu : 12 rue de la Paix, 75002 Paris",
        "Adresse de livraison : 12 rue de la Paix, 75002 Paris", "The party takes place at 1 High Street, London",
    ],
)  # fmt: skip
def test_venues_and_customers_are_somebody_elses(text):
    assert (
        postal_address(f"Big party in all shops!\n{text}\nBring a friend, and a good mood. We look forward to it.")
        == ""
    )


def test_the_senders_is_found_beside_them():
    venue = "Where: The DNA Lounge\n375 Eleventh Street, San Francisco, CA 94103\nBring a friend."
    assert postal_address(f"{venue}\nAcme Inc., 350 5th Ave, New York, NY 10118").endswith("NY 10118")
    assert postal_address("Unsubscribe\nJoin us at our shop: 1 High Street, London") == "1 High Street, London"


def test_only_the_last_part_counts():
    event = "Meet us: Musterstraße 12, 10115 Berlin\n"
    assert postal_address(event + "words and words\n" * 400) == ""


def test_one_that_is_missing():
    found = result(address_missing, mail("Acme Ltd"))
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == ["the mail shows no postal address"]


def test_its_own_addresses_are_found_however_they_are_set():
    own = Sender(postal_addresses=("Acme Ltd, 1 Big Yard, Rutland",))
    shown = mail(part("ACME LTD", "1 Big Yard", "Rutland — England"))
    assert result(address_missing, shown, sender=own).outcome == "passed"
    assert result(address_missing, mail("Acme Ltd"), sender=own).outcome == "failed"
    assert result(address_missing, mail("Acme Ltd"), options={"addresses": ["Acme Ltd"]}).outcome == "passed"
    assert result(address_missing, mail("Acme Ltd"), sender=Sender(postal_addresses=(" - ",))).outcome == "failed"


def test_another_address_than_its_own_is_remarked():
    own = Sender(postal_addresses=("Acme Ltd, 1 Big Yard, Rutland",))
    found = result(address_missing, mail("Acme, 1 High Street, London"), sender=own)
    assert found.outcome == "passed"
    assert len(found.remarks) == 1


def test_lines_in_runs_of_their_own():
    assert result(address_missing, mail(part("Acme GmbH", "Musterstraße 12", "10115 Berlin"))).outcome == "passed"


def test_hidden_ones_are_none():
    assert result(address_missing, mail(part(Run("1 High Street, London", at(), "display:none")))).outcome == "failed"


def test_tokens_proofs_text_parts():
    by_token = mail(tokens=(token("*|LIST:ADDRESS|*", "address"),))
    assert result(address_missing, by_token).outcome == "passed"
    proof = mail("Acme, 1 High Street, London", state="proof")
    assert result(address_missing, mail("Acme", proof=proof)).outcome == "passed"
    assert result(address_missing, mail(None, "Acme, 1 High Street, London")).outcome == "passed"


def test_where_it_cannot_be_judged():
    # Without a way out either, unsubscribe.missing says it: once is enough.
    assert result(address_missing, mail(shell="it names a file")).outcome == "skipped"
    assert result(address_missing, mail(defects=(lost(),))).outcome == "skipped"
    assert result(address_missing, mail("a module"), bare=True).outcome == "skipped"
    assert outcome(result(address_missing, mail(shell="it names a file", links=(link(),)))) == ("unknown", "blocker")
    mixed = result(address_missing, mail(name="A"), mail(name="B", shell="it names a file"))
    assert (mixed.outcome, len(mixed.findings), len(mixed.unknowns)) == ("failed", 1, 1)
    assert result(address_missing, mail("a proof", state="proof"), bare=True).outcome == "failed"
    assert result(address_missing, mail(), kind="transactional").outcome == "skipped"
    assert outcome(result(address_missing, mail(), platform="mailchimp")) == ("failed", "warning")
    assert outcome(result(address_missing, mail(), platform="hubspot")) == ("failed", "blocker")


@given(st.text("A1 ,.-\nßStr Road", max_size=300))
def test_no_text_crashes_it(text):
    assert isinstance(postal_address(text), str)


@pytest.mark.parametrize("piece", ["1 A ", "Aa ", "12345 ", "Aa 1, ", "street ", "1-", "rue ", "ß 1\n", "via a 1 ", "Floor ",
                                   "-ku ", "Moscow a ", "市路", "Dublin ", "1 A A A A A ", "a", "A", "1", "Aa", "A.", "a-", "Tokyo", "1 a st ", "1 A Way, A ", "Cad. ", "가시 ", "1000 Aa, a utca ", " ", ",", "Am "])  # fmt: skip
def test_no_text_takes_it_long(piece):
    assert isinstance(postal_address(piece * 20_000), str)
