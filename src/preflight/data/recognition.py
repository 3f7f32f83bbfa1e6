"""How the files that people export are recognised: header signatures, columns, marks of platforms, labels of briefs.

Source: the project's notes on export shapes of 2026-11-22, each row with its own warrant. `sure` rows stand in a
vendor's documentation or in public code that reads the real export; the others propose, and say that they guess.
Ours, under this project's licence. Names are compared as `preflight.data.folding.fold` has them.
"""

from __future__ import annotations

from typing import NamedTuple

DATED = "2026-11-22"


class Signature(NamedTuple):
    """A header row that tells what a file is.

    `role`: audience, suppression, consent, or left (not for a send; `what` says why). `all_of` and one of `any_of`
    must be there, none of `none_of`; `name` is a pattern that the file's name must match.
    """

    platform: str
    role: str
    what: str
    all_of: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    name: str = ""
    sure: bool = True


def _s(platform: str, role: str, what: str, all_of: str, any_of: str = "", none_of: str = "", name: str = "",
       sure: bool = True) -> Signature:  # fmt: skip
    def cells(text: str) -> tuple[str, ...]:
        return tuple(part for part in text.split("|") if part)

    return Signature(platform, role, what, cells(all_of), cells(any_of), cells(none_of), name, sure)


_EVENT = "ClientID|SendID|SubscriberKey|EventType|BatchID"
_UNSUB_NAME = r"unsub|opt.?out|complaint|spam"

SIGNATURES: tuple[Signature, ...] = (
    _s("mailchimp", "suppression", "people who unsubscribed", "MEMBER_RATING|LEID|EUID|UNSUB_TIME"),
    _s("mailchimp", "suppression", "cleaned addresses (bounces)", "MEMBER_RATING|LEID|EUID",
       "CLEAN_TIME|CLEAN_CAMPAIGN_TITLE"),
    _s("mailchimp", "left", "people who never opted in: not an audience for marketing", "MEMBER_RATING|LEID|EUID",
       name=r"^nonsubscribed_"),
    _s("mailchimp", "audience", "subscribed people", "MEMBER_RATING|OPTIN_TIME|LEID|EUID|LAST_CHANGED",
       name=r"^subscribed_"),
    _s("mailchimp", "audience", "people of an audience", "MEMBER_RATING|OPTIN_TIME|LEID|EUID|LAST_CHANGED", sure=False),
    _s("klaviyo", "audience", "a list or segment", "Klaviyo ID|Email", "Email Marketing Consent|Email Suppressions"),
    _s("klaviyo", "left", "a file prepared for an import, not an export", "Email Marketing Consent", "", "Klaviyo ID"),
    _s("hubspot", "suppression", "unsubscribes and bounces", "Portal Bounce|Portal Unsubscribe|Portal Spam Report"),
    _s("hubspot", "audience", "contacts", "Record ID - Contact"),
    _s("hubspot", "audience", "contacts", "Record ID|Email", "Marketing contact status|Lifecycle Stage"),
    _s("hubspot", "audience", "contacts", "Record ID|Email", name=r"^hubspot-crm-exports-"),
    _s("pardot", "audience", "prospects", "Opted Out|Do Not Email", sure=False),
    _s("marketo", "audience", "a list of people", "Email Address|Unsubscribed",
       "Email Invalid|Email Suspended|Marketing Suspended"),
    _s("marketo", "audience", "a bulk extract of people", "email|unsubscribed", "emailInvalid|emailSuspended",
       sure=False),
    _s("sfmc", "left", "bounces (events of a time, not who is held): use Subscribers.csv",
       "ClientID|SendID|SubscriberKey|BounceCategory|SMTPCode"),
    _s("sfmc", "left", "a report of what was not sent", "ClientID|SendID|SubscriberKey|EventType|Reason"),
    _s("sfmc", "suppression", "unsubscribes or complaints (events of a time)", _EVENT, name=_UNSUB_NAME),
    _s("sfmc", "left", "a tracking extract (sent, opens, clicks)", _EVENT),
    _s("sfmc", "consent", "the state of every subscriber", "ClientID|SubscriberKey|Status|DateUnsubscribed|DateHeld"),
    _s("sfmc", "audience", "a data extension", "SubscriberKey", none_of="ClientID", sure=False),
    _s("eloqua", "suppression", "unsubscribes and bounces",
       "ActivityType|ActivityDate|EmailAddress|AssetId", name=r"unsub|bounce"),
    _s("eloqua", "left", "a report of activities", "ActivityType|ActivityDate|EmailAddress|AssetId"),
    _s("eloqua", "audience", "contacts", "Eloqua Contact ID|Email Address"),
    _s("eloqua", "audience", "contacts", "C_EmailAddress", sure=False),
    _s("braze", "audience", "user data of a segment", "unsubscribed_from_emails_at", "Appboy ID|Braze ID"),
    _s("braze", "audience", "e-mail addresses of a segment",
       "user_id|email|unsubscribed_from_emails_at|opted_in_to_emails_at"),
    _s("sendgrid", "suppression", "bounces", "status|reason|email|created", name=r"bounce"),
    _s("sendgrid", "left", "blocks (refusals that pass)", "status|reason|email|created", name=r"block"),
    _s("sendgrid", "suppression", "invalid addresses", "reason|email|created", none_of="status"),
    _s("sendgrid", "suppression", "spam reports", "ip|email|created"),
    _s("sendgrid", "suppression", "unsubscribes", "email|created", name=r"^(suppression_unsubscribes|asm_groups_)"),
    _s("sendgrid", "audience", "contacts", "EMAIL|CONTACT_ID|CREATED_AT", sure=False),
    _s("customerio", "audience", "people", "email", "cio_subscription_preferences|cio_id"),
    _s("iterable", "suppression", "unsubscribes, bounces and complaints", "unsubSource|email|createdAt"),
    _s("iterable", "audience", "profiles", "email", "emailListIds|unsubscribedChannelIds|unsubscribedMessageTypeIds"),
    _s("mailgun", "suppression", "bounces", "address|code|error|created_at"),
    _s("mailgun", "suppression", "unsubscribes", "address|tags|created_at", sure=False),
    _s("mailgun", "suppression", "complaints", "address|created_at", name=r"complaint|spam", sure=False),
    _s("campaignmonitor", "suppression", "the suppression list", "EmailAddress|Date|SuppressionReason", sure=False),
    _s("campaignmonitor", "audience", "subscribers", "EmailAddress|State|Date"),
    _s("mautic", "audience", "contacts (without who left: add the do-not-contact report)",
       "id|firstname|lastname|email|zipcode", "address1|stage", sure=False),
    _s("", "audience", "contacts of Brevo", "EMAIL", "DOUBLE_OPT-IN|ADDED_TIME|_listIds"),
    _s("", "audience", "campaign members of Salesforce", "Member Status",
       "Member First Associated Date|Member First Responded Date|Member Status Update Date|Member Type"),
    _s("", "audience", "people of Salesforce", "HasOptedOutOfEmail", sure=False),
    _s("", "consent", "a consent register", "Purpose", "Transaction Type|Transaction Status|Purpose Status",
       sure=False),
    _s("", "consent", "a consent register", "Purpose Name", "Transaction Type|Transaction Status|Purpose Status",
       sure=False),
)  # fmt: skip
"""In the order in which they are tried: the more specific first."""

ADDRESS: tuple[str, ...] = (
    "email", "e-mail address", "email address", "emailaddress", "e-mail-adresse", "mail", "adresse e-mail", "courriel",
    "correo electrónico", "correo", "address", "C_EmailAddress", "dataSubjectEmail", "identifier",
    "data subject identifier", "subscriber key",
)  # fmt: skip
"""Headers of the column of addresses; its cells have the last word."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "first_name": ("first name", "vorname", "prénom", "prenom", "nombre", "C_FirstName"),
    "last_name": ("last name", "nachname", "nom", "apellido", "apellidos", "C_LastName"),
    "company": ("company", "company name", "firma", "unternehmen", "organization", "entreprise", "empresa"),
    "country": ("country", "country/region", "land", "pays", "país", "mailing country", "C_Country"),
    "language": ("language", "preferred language", "sprache", "langue", "idioma"),
}
"""Our names of columns, and the headers that hold them."""

CONSENT: dict[str, tuple[str, ...]] = {
    "status": ("consent status", "email marketing consent", "opt-in status", "marketing consent", "email consent",
               "subscription status", "einwilligung", "state", "purpose status", "transaction status",
               "email_subscribe"),
    "basis": ("consent basis", "legal basis", "legal basis for processing contact's data", "rechtsgrundlage"),
    "at": ("consent date", "consented at", "email marketing consent timestamp", "opt-in date", "opt-in time",
           "optin_time", "opted_in_to_emails_at", "einwilligungsdatum", "transaction date", "interaction date"),
    "source": ("consent source", "collection point", "collection point name"),
}  # fmt: skip
"""Parts of a consent record, and the headers that hold them."""

DROPS: tuple[str, ...] = (
    "unsubscribed from all email", "marketing contact status", "email address quarantined", "is globally ineligible",
    "opted out", "do not email", "unsubscribed", "email invalid", "email suspended", "marketing suspended",
    "black listed", "blocklisted", "email suppressions", "emailinvalid", "emailsuspended", "email opt out",
    "HasOptedOutOfEmail", "member status", "status", "state", "email marketing consent",
)  # fmt: skip
"""Columns by which the platform drops people: their values are shown, so that a person confirms them."""

SUPPRESSED_NAME = (
    r"unsub|opt.?out|bounce|complaint|spam|suppress|block|dnc|do.?not|clean|abmeld|d[ée]sabonn|baja|sperr|robinson"
)
"""Names of files of people who must not get it."""

LEFT_NAME = r"unsub|opt.?out|abmeld|d[ée]sabonn|baja"
"""Names of files of people who left."""

SEEDS_NAME = r"seed|test|intern"
"""Names of files of our own test addresses."""

HTML_MARKS: tuple[tuple[str, str], ...] = (
    ("marketo", r"class=[\"'][^\"'<>]{0,200}\bmkto(?:Module|Text|Name|Container)\b|\bmktEditable\b"),
    ("mailchimp", r"\bmc:edit\b|\*\|MC:SUBJECT\||\*\|MC_PREVIEW_TEXT\||class=[\"'][^\"'<>]{0,200}\bmcn[A-Z]"),
    ("hubspot", r"hs-inline-css|data-hse-inline-css"),
    ("klaviyo", r"data-klaviyo-region|klaviyo-text-block"),
    ("pardot", r"\bpardot-region\b"),
    ("sfmc", r"%%\[|%%=[\w(]|data-type=[\"']slot[\"']"),
    ("eloqua", r"class=[\"']?eloquaemail\b"),
    ("sendgrid", r"data-role=[\"']module"),
)
"""Marks that a platform's editor leaves in the source of a mail."""

BRIEF: dict[str, tuple[str, ...]] = {
    "name": ("name", "campaign name", "campaign", "send name", "mailing", "kampagne", "kampagnenname"),
    "subject": ("subject", "subject line", "betreff", "betreffzeile", "objet", "asunto"),
    "preheader": ("preheader", "preview text", "preview", "vorschautext", "vorschau", "preheader-text"),
    "from": ("from", "sender", "from address", "from name and address", "absender", "von"),
    "reply_to": ("reply to", "reply-to", "replies to", "antwort an", "antwortadresse"),
    "audience": ("audience size", "audience", "recipients", "expected recipients", "number of recipients", "count",
                 "empfänger", "anzahl empfänger", "zielgruppe", "anzahl", "verteilergröße"),
    "date": ("send date", "date", "scheduled at", "scheduled", "go live", "send on", "versanddatum", "versandtermin",
             "versand", "termin", "datum"),
    "time": ("send time", "time", "uhrzeit", "versandzeit", "zeit"),
    "timezone": ("time zone", "timezone", "zone", "zeitzone"),
    "owner": ("owner", "requested by", "responsible", "verantwortlich", "ansprechpartner", "eigentümer"),
    "utm_source": ("utm_source", "source"),
    "utm_medium": ("utm_medium", "medium"),
    "utm_campaign": ("utm_campaign",),
    "utm_content": ("utm_content",),
    "says": ("must say", "offer code", "promo code", "code", "must contain", "muss enthalten", "gutscheincode",
             "aktionscode"),
    "event_date": ("event date", "event", "date of the event", "veranstaltungsdatum", "veranstaltung"),
    "language": ("language", "sprache"),
}  # fmt: skip
"""What a brief tells, and the labels under which it stands in English and German."""
