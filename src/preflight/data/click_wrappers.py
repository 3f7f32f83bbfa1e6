"""What the click-tracking links of sending platforms look like, told so surely that one in a draft is a fault.

Source: the project's own notes of 2026-11-22 (messages measured, real samples in public code, vendors' pages); written
by us, under this project's licence. `acting_shapes` is wider on purpose: there doubt means "do not request", here it
means "say nothing". Sign-up forms, pages and files on the same hosts bear nobody's identity and do not stand here.
"""

from __future__ import annotations

from typing import NamedTuple

DATED = "2026-11-22"


class Wrapper(NamedTuple):
    """A platform's tracking link: `host` and `path` (with the query) are expressions for its own domains.

    `shape` is a path so much its own that it tells the platform on anybody's domain; `param` holds the target, in
    base64 where `base64` says so.
    """

    platform: str
    host: str = ""
    path: str = "/."
    shape: str = ""
    param: str = ""
    base64: bool = False


WRAPPERS: tuple[Wrapper, ...] = (
    Wrapper("Mailchimp", r".*\.list-manage[12]?\.com", r"/(?:track/click|mctx/clicks)\b", param="url",
            shape=r"/(?:track/click\?u=[0-9a-f]{25}&|mctx/clicks\?url=)"),
    Wrapper("Mailchimp", r".*\.list-manage[12]?\.com", r"/(?:unsubscribe|profile)\b.*[?&]e=[0-9a-f]{10}"),
    Wrapper("Mailchimp", r"mailchi\.mp|.*\.campaign-archive[12]?\.com", r"/.*[?&]e=[0-9a-f]{10}"),
    Wrapper("Mandrill", r"mandrillapp\.com", r"/track/", shape=r"/track/click/\d+/[\w.-]+\?p=ey"),
    Wrapper("Klaviyo", r"(?:.*\.)?(?:klclick\d?|klaviyomail)\.com"),
    Wrapper("SendGrid", r".*\.ct\.sendgrid\.net",
            shape=r"/(?:uni/)?(?:ls|wf)/click\?upn=[\w.-]{20}|/(?:uni/)?ss/c/u\d{3}\.|/wf/unsubscribe\?upn="),
    Wrapper("HubSpot", r"(?:.*\.)?(?:hubspotlinks|sidekickopen\d*|hs-sales-engage)\.com",
            shape=r"/(?:(?:e3t|e2t|s1t)/)?Ctc/[\w*%+-]+/|/e2t/c/"),
    Wrapper("Marketo", r"(?:.*\.)?mkto-[a-z]{2}\d{4,8}\.com"),
    Wrapper("Pardot", r"go\.pardot\.com", r"/e/\d", shape=r"/e/\d{4,8}/[^/?]+/[^?]*\?h=[\w-]{20,}"),
    Wrapper("Salesforce Marketing Cloud", r"(?:.*\.)?exct\.net", r"/\?qs=", shape=r"/\?qs=[0-9a-f]{40,}"),
    Wrapper("Eloqua", shape=r"/e/er\?.*\belq=[0-9a-fA-F]{32}"),
    Wrapper("SparkPost", r"(?:.*\.)?sparkpostmail\.com", shape=r"/f/a/[\w-]+~~/"),
    Wrapper("Iterable", shape=r"/(?:u|a)/click\?_t=[0-9a-f]{16}|/e/encryptedUnsubscribe\?_r="),
    Wrapper("Customer.io", r"(?:.*\.)?customeriomail\.com|track\.customer\.io", shape=r"/e/c/ey[\w-]{20}"),
    Wrapper("Mailgun", r"email(?:\.mg)?\..+|(?:.*\.)?mailgun\.(?:net|org)", r"/c/eJ[\w-]{40}"),
    Wrapper("Postmark", r"click\.pstmrk\.it", shape=r"/[23]t?s?/[^/]+%2F[^/]+/[\w-]+/"),
    Wrapper("Amazon SES", r".*\.awstrack\.me", shape=r"/C?L0/https?:(?:%2F|/){2}[^/]+/\d"),
    Wrapper("Brevo", r".*\.sendib(?:t[23]|m\d)\.com", shape=r"/(?:tr/cl|mk/cl/f)/[\w-]{20}"),
    Wrapper("ActiveCampaign", r".*\.acemlna-d\.com", param="redirectUrl", base64=True,
            shape=r"/Prod/link-tracker\?redirectUrl=|/lt\.php\?(?:x=[\w~-]{20}|s=[0-9a-f]{16})"),
    Wrapper("Campaign Monitor", r".*\.(?:cmail\d{1,2}|createsend\d?)\.com", r"/t/\w+-[leu]-\w+"),
    Wrapper("Mautic", shape=r"/r/[0-9a-f]{16,}\?ct="),
    Wrapper("Constant Contact", r".*\.rs6\.net", r"/tn\.jsp", shape=r"/tn\.jsp\?f=001"),
    Wrapper("beehiiv", r"link\.mail\.beehiiv\.com"),
    Wrapper("Substack", r"(?:.*\.)?substack\.com", r"/redirect/(?:2/ey|[0-9a-f-]{36}\?j=ey)"),
    Wrapper("Kit", r".*\.(?:convertkit-mail\d?|kit-mail\d?)\.com"),
    Wrapper("MailerLite", r"clicks?\.mlsend\.com", r"/link/"),
    Wrapper("Mailjet", r".*\.mjt\.lu", r"/(?:lnk|unsub2)/?", shape=r"/lnk/[\w-]+/\d+/[\w-]+/aHR0"),
    Wrapper("AWeber", r"clicks\.aweber\.com"),
    Wrapper("GetResponse", r".*\.getresponse\.com", r"/click\.html\?x="),
    Wrapper("Keap", r".*\.(?:infusion-links|keap-link\d*)\.com"),
    Wrapper("Dotdigital", r".*\.(?:trackedlink|dmtrk)\.net"),
    Wrapper("Emma", r"t\.e2ma\.net", r"/click/"),
    Wrapper("Elastic Email", shape=r"/tracking/(?:click|unsubscribe)\?d=[\w-]{20}"),
    Wrapper("iContact", r"click\.icptrack\.com", param="destination"),
    Wrapper("Acoustic", r"(?:.*\.)?mkt\d+\.(?:net|com)", r"/(?:ctt|ui/)"),
    Wrapper("Sailthru", shape=r"/click/\d+\.\d+/aHR0"),
    Wrapper("Responsys", r".*\.rsys\d*\.net", r"/pub/cc", shape=r"/pub/cc\?_ri_=\w{10}"),
    Wrapper("Omnisend", r".*\.omnisendlink\.com"),
    Wrapper("Intercom", r"(?:.*\.)?intercom-clicks\.com"),
    Wrapper("Intercom", r"via\.intercom\.io", r"/c\b"),
)  # fmt: skip
"""In the order in which they are tried."""

IDENTITIES: dict[str, str] = {
    "mc_eid": "Mailchimp",
    "_hsenc": "HubSpot",
    "mkt_tok": "Marketo",
    "vero_id": "Vero",
    "ck_subscriber_id": "Kit",
    "oly_enc_id": "Omeda",
    "oly_anon_id": "Omeda",
    "dm_i": "Dotdigital",
    "elq": "Eloqua",
    "elqtrackid": "Eloqua",
    "_ke": "Klaviyo",
    "_kx": "Klaviyo",
    "sfmc_id": "Salesforce Marketing Cloud",
    "et_rid": "Salesforce Marketing Cloud",
    "spuserid": "Acoustic",
    "trk_contact": "Listrak",
    "omnisendcontactid": "Omnisend",
    "bsft_uid": "Blueshift",
    "ml_subscriber": "MailerLite",
    "ml_subscriber_hash": "MailerLite",
    "__s": "Drip",
    "fbclid": "Facebook",
    "gclid": "Google Ads",
    "msclkid": "Microsoft Advertising",
}
"""Parameters, in lower case, that a platform leaves on a page's address and that stand for one reader or one click."""

CAMPAIGN_MARKS: frozenset[str] = frozenset(
    {
        "mc_cid",
        "_hsmi",
        "hsctatracking",
        "elqaid",
        "elqat",
        "elqcampaignid",
        "elqcst",
        "elqak",
        "spmailingid",
        "spjobid",
        "spreportid",
        "trk_msg",
        "trk_module",
        "trk_sid",
        "vero_conv",
        "bsft_eid",
        "bsft_mid",
        "iterablecampaignid",
        "iterabletemplateid",
    }
)
"""Parameters, in lower case, that platforms add and that stand for a mail, not for a reader."""
