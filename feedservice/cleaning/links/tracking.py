"""Addresses without what follows people: parameters of tracking, and addresses wrapped in a counter's. Pure.

Cuts only parameters that name a visit or a campaign; what a page needs to show itself stays as it was written.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

#: Parameters, in small letters. Sources: Firefox' query-stripping list (firefox-source-docs, antitracking/query-stripping),
#: ClearURLs rules (globalRules), Brave's query filter, the AdGuard URL Tracking filter.
PARAMETERS = frozenset({
    # Firefox and Brave
    "__hsfp", "__hssc", "__hstc", "__s", "_hsenc", "_openstat", "dclid", "fbclid", "gbraid", "gclid", "hsctatracking", "igshid", "igsh",
    "mc_cid", "mc_eid", "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "msclkid", "oft_c", "oft_ck", "oft_d", "oft_id", "oft_ids", "oft_k",
    "oft_lk", "oft_sk", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "yclid",
    "ttclid", "li_fat_id", "ysclid", "srsltid", "gclsrc", "gad_source", "gad_campaignid", "sc_customer", "sc_eh", "bsft_clkid", "bsft_eid",
    "bsft_mid", "bsft_uid", "et_rid", "guccounter", "guce_referrer", "guce_referrer_sig", "_branch_match_id", "_branch_referrer",
    # ClearURLs
    "ga_source", "ga_medium", "ga_term", "ga_content", "ga_campaign", "ga_place", "_ga", "_gl", "fb_action_ids", "fb_action_types",
    "fb_source", "fb_ref", "action_object_map", "action_type_map", "action_ref_map", "gs_l", "mkwid", "pcrid", "ef_id", "s_kwcid", "dm_i",
    "epik", "campaign_id", "ncid", "cmpid", "ocid", "cvid", "tracking_source", "ceneo_spo", "hmb_campaign", "hmb_medium", "hmb_source",
    "spjobid", "spmailingid", "spreportid", "spuserid", "trk_contact", "trk_msg", "trk_module", "trk_sid", "itm_source", "itm_medium", "itm_campaign",
    "smid", "xtor", "wt_mc", "wt.mc_id", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "ns_campaign",
    "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "icid", "intcid", "sr_share", "share_source", "wprov", "__twitter_impression", "ref_src", "ref_url",
})  # fmt: skip
#: Beginnings of parameter names: Google's campaigns, Matomo and Piwik, Webtrends, HubSpot, Oracle Eloqua, Marketo.
PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "utm-", "stm_", "elq", "vero_")
#: Addresses that only lead on: host ending, path beginning, and the parameter that holds the true address.
WRAPPERS = (
    ("google.com", "/url", ("q", "url")),
    ("google.co.uk", "/url", ("q", "url")),
    ("google.de", "/url", ("q", "url")),
    ("l.facebook.com", "/l.php", ("u",)),
    ("lm.facebook.com", "/l.php", ("u",)),
    ("facebook.com", "/l.php", ("u",)),
    ("l.instagram.com", "/", ("u",)),
    ("safelinks.protection.outlook.com", "/", ("url",)),
    ("youtube.com", "/redirect", ("q",)),
    ("linkedin.com", "/redir/redirect", ("url",)),
    ("out.reddit.com", "/", ("url",)),
    ("t.umblr.com", "/redirect", ("z",)),
    ("slack-redir.net", "/link", ("url",)),
    ("vk.com", "/away.php", ("to",)),
    ("link.zhihu.com", "/", ("target",)),
    ("steamcommunity.com", "/linkfilter", ("url", "u")),
)
_MOST_WRAPPERS = 3


def bare(address: str) -> str:
    """An absolute address without tracking; any other comes back as it is."""
    for _ in range(_MOST_WRAPPERS):
        inner = _unwrapped(address) if "?" in address else ""
        if not inner:
            break
        address = inner
    return _without_parameters(address) if "?" in address or "utm_" in address else address


def _unwrapped(address: str) -> str:
    """The address inside a counter's, or ""."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    for ending, path, names in WRAPPERS:
        if (host == ending or host.endswith("." + ending)) and parts.path.startswith(path):
            found = fields(parts.query)
            inner = next((unquote(found[name].replace("+", " ")) for name in names if found.get(name)), "")
            return inner if inner.startswith(("http://", "https://")) else ""
    return ""


def fields(query: str) -> dict[str, str]:
    """The parameters of a query by name, as written."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return {name: value for name, _, value in pairs if name}


def _without_parameters(address: str) -> str:
    front, mark, fragment = address.partition("#")
    path, question, query = front.partition("?")
    kept = [pair for pair in query.split("&") if not is_tracking(pair.partition("=")[0])]
    if fragment and is_tracking(fragment.partition("=")[0]):
        mark = fragment = ""
    if question and len(kept) < len(query.split("&")):
        front = f"{path}?{'&'.join(kept)}" if any(kept) else path
    return front + mark + fragment


def is_tracking(name: str) -> bool:
    """Whether a parameter only says where a visitor came from."""
    small = unquote(name).lower().removeprefix("amp;")
    return small in PARAMETERS or small.startswith(PREFIXES)
