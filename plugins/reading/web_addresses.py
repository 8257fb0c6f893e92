"""Judge an address of the web: whether a reader anywhere comes to the very page by it, without a detour and unobserved.

An address that is copied from a search, a mail, a library or a translated page works for the one who copied it, leads
through somebody who counts, or ends with the visit. Where the address of the page can be taken out of it, it is told.
"""

import base64
import binascii
import re
import tomllib
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from plugins.reading.names import LONGEST_URL, THIS_MACHINE, parse_host_name, show

LONGEST_TOLD = 80  # signs of an address that a message tells to write
MOST_MENDED = 8  # faults of one address, each mended in turn
COPY = "Open it, and copy the address of the page itself from your browser."
AGAIN = "Copy it again from your browser."
# Names that lead nowhere outside one house (RFC 6761, RFC 8375, RFC 6762)
OWN_NETWORK = re.compile(r".*\.(?:local|localhost|localdomain|lan|internal|intranet|corp|home|home\.arpa|test|invalid)")
LABEL = re.compile(r"[a-z0-9-]+")
ENDING = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")
NUMBERS = re.compile(r"[0-9.]+|0x[0-9a-f.x]+|\[.*")
# What newsletters, shops and advertisers add to an address to know who followed it
TRACKER = re.compile(
    r"utm_\w+|(?:fb|g|dc|y|tw|tt|msclk|rb_click|wicked|sc|vero_)(?:cl|click)?id|gclsrc|[gw]braid|msclkid|mc_[ce]id|igshi?d?|li_fat_id"
    r"|_hs(?:enc|mi)|__hs\w+|hsCtaTracking|mkt_tok|vero_conv|oly_\w+_id|s_(?:cid|kwcid)|ef_id|_openstat|_g[al]|epik|srsltid"
    r"|(?:pk|mtm|piwik|matomo)_\w+|at_(?:medium|campaign|custom\d)|ref_(?:src|url)|cmpid|trk(?:Info|Campaign)?|spm|__twitter_impression|elq\w*|nr_email_referer"
    r"|mibextid|rdid|hsa_\w+|wt[._]mc(?:_\w+)?|xtor|guce_\w+|guccounter|_branch_match_id|dgcid|et_[rc]id|sfmc_\w+|em[cd]i"
    r"|ceid|ncid|ocid|icid|campaign_?id|adgroup_?id|ad_?id|fb_(?:action|source|ref)\w*|__(?:cft|tn)__.*|share_id",
    re.IGNORECASE,
)
SESSION = re.compile(
    r"j?session_?id|phpsess(?:ion)?_?id|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|session|_x_tr_\w+",
    re.IGNORECASE,
)
PASSING = re.compile(r"x-(?:amz|goog)-\w+|signature|sig|access_token|auth_?token", re.IGNORECASE)
IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*|/\([SAFX]\([a-z0-9]{16,}\)\)", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w/])(?:https?|ftp|file)://[^\s<>\"]+", re.IGNORECASE)
INNER = re.compile(r"https?:/{1,2}[^\s]+", re.IGNORECASE)
TORN = re.compile(r"^(?:h?t*ps?s?[:;]?)?[/\\]{0,3}", re.IGNORECASE)  # what may be left of "https://"
WITH_HOST = r"(?:www\.[\w-]+\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|gov|net|edu|info|uk|int|eu)(?:/|$))[^\s@]*$"
SEARCH = re.compile(r".*/(?:search|results|searchresults|search-results|advancedsearch)(?:\.\w+)?/?", re.IGNORECASE)
ASKED = re.compile(
    r"q|query|s|term|terms|search|searchterm|search_?text|keys?|keywords?|text|cond|alltext", re.IGNORECASE
)
WOVEN = re.compile(r".-(?:com|org|net|gov|edu|int|info|eu|us|uk|de|nl|fr|au|ca)$")  # "www-aad-org" of a proxy
CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}


class Kind(NamedTuple):
    """A kind of address that is not the address of a page. told: what it is. pattern: of "host/path?query", if any.

    hosts: such names, each with a dot before it.
    """

    told: str
    hosts: tuple[str, ...]
    pattern: re.Pattern[str] | None

    def fits(self, host: str, whole: str) -> bool:
        """Tell whether an address is of this kind. host: in small letters. whole: "host/path?query"."""
        return f".{host}".endswith(self.hosts) or bool(self.pattern and self.pattern.match(whole))


class Fault(NamedTuple):
    """What is wrong with an address, what to do, and the address without this fault, if it is known."""

    told: str
    advice: str
    better: str = ""


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of the table beside this module."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    found = []
    for kind in table.values():
        patterns = kind.get("patterns", ())
        pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
        found.append(Kind(kind["told"], tuple(f".{host}" for host in kind.get("hosts", ())), pattern))
    return tuple(found)


def explain_web_address(address: str) -> str:
    """Return what is wrong with an address outside this site, and how to put it right; nothing, if it may be linked to."""
    fault = find_fault(address)
    if fault is None:
        return ""
    better = fault.better
    for _ in range(MOST_MENDED):
        if not better:
            break
        following = find_fault(better)
        if following is None:
            return f'{fault.told} Write "{better}".' if len(better) <= LONGEST_TOLD else f"{fault.told} {fault.advice}"
        better = following.better
    return f"{fault.told} {fault.advice if not fault.better or better else COPY}"


def check_web_address(value: str) -> str:
    """Return an address that may be linked to, or nothing for none. Raises ValueError, in the editor's words."""
    if value and (told := explain_web_address(value)):
        raise ValueError(told)
    return value


def addresses_in(text: str) -> list[str]:
    """Return what is an address of the web in a plain text, without the marks of the sentence around it."""
    return [trim_end(found) for found in ADDRESS.findall(text)] if "://" in text else []


def check_addresses_in(text: str) -> str:
    """Return a plain text whose addresses may all stand. Raises ValueError for the first that may not."""
    for address in addresses_in(text):
        check_web_address(address)
    return text


def find_fault(address: str) -> Fault | None:
    """Return the first fault of an address, if it has any."""
    scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", address, re.IGNORECASE)
    name = scheme[0].lower() if scheme else ""
    shown = f'"{show(address)}"'
    if len(address) > LONGEST_URL:
        return Fault(f"An address of {len(address)} signs, {LONGEST_URL} at most.", COPY)
    if not address.isprintable() or " " in address or "\u00a0" in address:
        bare = re.split(r",?\s+(?=[(\[]|accessed|retrieved)", address.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
        bare = "".join(sign for sign in bare if sign.isprintable())
        better = "" if any(sign.isspace() for sign in bare) else bare
        return Fault(f"{shown} holds a blank, or a sign that cannot be seen.", AGAIN, better)
    if name not in ("https", "http"):
        return _find_fault_of_scheme(name, address, shown)
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        parts.port  # noqa: B018  # raises ValueError for one that is no number
    except ValueError:
        return Fault(f"The address {shown} is not whole.", AGAIN)
    if not parts.netloc or host in ("http", "https"):
        inner = re.sub(r"^https?:/*(?:https?:?/+)?", "https://", address, flags=re.IGNORECASE)
        return Fault(f"The address {shown} is not whole.", AGAIN, inner if inner != address else "")
    return (
        _find_fault_of_host(parts, host, shown)
        or _find_kind(parts, host, shown)
        or _find_fault_of_query(parts, shown)
        or _find_fault_of_end(address, shown)
        or _find_http(name, address)
    )


def _find_fault_of_scheme(name: str, address: str, shown: str) -> Fault:
    if name == "file" or re.match(r"(?:[a-z]:)?[\\/]{1,2}(?:Users|home)\b|[a-z]:[\\/]", address, re.IGNORECASE):
        return Fault(
            f"{shown} is a file on one computer, which no reader has.", "Name the page of the web that it came from."
        )
    if name == "view-source":
        return Fault(f"{shown} shows the code of a page.", COPY, address.partition(":")[2])
    held = INNER.search(address)
    bare = TORN.sub("https://", address) if re.match(WITH_HOST, TORN.sub("", address), re.IGNORECASE) else ""
    better = trim_end(held[0]) if held else bare
    told = f"{shown} is not the address of a page of the web."
    return Fault(told, 'It starts with "https://": copy it from your browser.', better)


def _find_fault_of_host(parts: SplitResult, host: str, shown: str) -> Fault | None:
    """Return what is wrong with where an address leads."""
    if "@" in parts.netloc:
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        return Fault(f"{shown} holds a user or a password.", 'Take out what stands before "@".', bare)
    if host in THIS_MACHINE or OWN_NETWORK.fullmatch(host) or ("." not in host and LABEL.fullmatch(host)):
        return Fault(f"{shown} is reached from one computer or house alone.", "Name a page of the web.")
    if NUMBERS.fullmatch(host) or parts.netloc.startswith("["):
        return Fault(f"{shown} has a number in place of a name.", "Write the name of the site, as its pages have it.")
    try:
        parse_host_name(host)
    except ValueError:
        return Fault(f"The address {shown} is not whole.", AGAIN)
    if re.match(r"www\.[^.]+$", host) or not ENDING.fullmatch(host.rpartition(".")[2]):
        return Fault(f"The address {shown} is not whole.", AGAIN)
    return None


def _find_kind(parts: SplitResult, host: str, shown: str) -> Fault | None:
    """Return what an address is that is not the address of a page itself."""
    whole = f"{host}{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    inner = _find_inner(parts, host)
    for kind in kinds():
        if kind.fits(host, whole):
            return Fault(f"{shown} {kind.told}.", COPY, inner)
    fields = parse_qsl(parts.query)
    values = [value for _, value in fields]
    if SEARCH.fullmatch(parts.path) and any(ASKED.fullmatch(field) for field, _ in fields):
        return Fault(f"{shown} is a search, not a page.", COPY)
    if any(re.match(r"https?://[^/\s]+\.", value, re.IGNORECASE) for value in values):
        return Fault(f"{shown} leads on to another address, which it holds.", COPY, inner)
    return None


def _find_inner(parts: SplitResult, host: str) -> str:
    """Return the address that another one holds, or that it was made of; nothing, if none can be found."""
    values = [value for _, value in parse_qsl(parts.query)]
    for value in values:
        if value.startswith("a1") and host.endswith("bing.com"):  # base64, RFC 4648, behind "a1"
            try:
                value = base64.urlsafe_b64decode(f"{value[2:]}{'=' * (-len(value[2:]) % 4)}").decode()
            except (binascii.Error, ValueError):
                continue
        if "urldefense" in host:  # version 2 writes "-" for "%" and "_" for "/"
            value = unquote(value.replace("-", "%").replace("_", "/"))
        if found := INNER.search(value):
            return found[0]
    path = unquote(parts.path)
    if found := INNER.search(path):
        inner = re.split(r"__;|/RK=|__$", found[0])[0]
        return re.sub(r"^(https?):/(?!/)", r"\1://", inner)
    if found := re.search(r"/(?:amp|c|v)/(?:s/)?(?P<rest>[a-z0-9-]+(?:\.[a-z0-9-]+)+/.*)", path):
        return f"https://{found['rest']}"
    for sign in (".translate.goog", ".cdn.ampproject.org", ".idm.oclc.org", "."):
        front = re.sub(r"^\d-", "", host.partition(sign)[0]).split(".")
        if sign in host and WOVEN.search(front[0]):
            name = front[0].replace("--", "\0").replace("-", ".").replace("\0", "-")
            return urlunsplit(parts._replace(scheme="https", netloc=name))
    if found := re.match(r"(?P<name>(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|nl|uk))\.[a-z0-9-]*proxy", host):
        return urlunsplit(parts._replace(scheme="https", netloc=found["name"]))
    return ""


def _find_fault_of_query(parts: SplitResult, shown: str) -> Fault | None:
    """Return what an address holds of the one who copied it."""
    if "&amp;" in parts.query:
        return Fault(f'{shown} holds "&amp;".', 'Write "&" for it.', unescape(urlunsplit(parts)))
    for pattern, told in (
        (TRACKER, "follows readers"),
        (SESSION, "belongs to one visit"),
        (PASSING, "ends after a while"),
    ):
        for part, text in (("query", parts.query), ("fragment", parts.fragment)):
            name, kept = _without_fields(text, pattern, is_fragment=part == "fragment")
            if name and (pattern is TRACKER or part == "query"):
                better = urlunsplit(parts._replace(**{part: kept})) if pattern is not PASSING else ""
                return Fault(
                    f'"{show(name)}" in the address {told}.', f'Take out "{show(name)}=" and its value.', better
                )
    if found := IN_PATH.search(parts.path):
        bare = urlunsplit(parts._replace(path=IN_PATH.sub("", parts.path)))
        return Fault(f'"{show(found[0])}" in the address belongs to one visit.', "Take it out.", bare)
    return None


def _without_fields(text: str, pattern: re.Pattern[str], *, is_fragment: bool) -> tuple[str, str]:
    """Return the name of the first field that a pattern fits, and the text without all such; two empty texts for none.

    text: a query, or a fragment, in which fields may stand behind "?" too. Fields stand between "&" or ";".
    """
    pieces = re.split(r"([&;?])" if is_fragment else r"([&;])", text) if "=" in text else []
    kept, first, is_out = "", "", False
    for sign, field in zip(["", *pieces[1::2]], pieces[::2], strict=False):
        field_name, is_field, _ = field.partition("=")
        if is_field and pattern.fullmatch(unquote(field_name)):
            first = first or unquote(field_name)
            is_out = is_out or sign == "?"  # what follows becomes the first one
            continue
        kept += f"{'?' if is_out and sign else sign if kept else ''}{field}"
        is_out = False
    return first, kept if first else ""


def _find_fault_of_end(address: str, shown: str) -> Fault | None:
    """Return what stands behind an address that belongs to the text around it, or is torn."""
    if (bare := trim_end(address)) != address:
        return Fault(
            f'"{show(address[len(bare) :])}" at the end of {shown} is no part of the address.', "Take it out.", bare
        )
    if re.search(r"%(?![0-9A-Fa-f]{2})", address) or re.search(r"[\s\\^`{}\"“”‘’«»„]", address):
        return Fault(f"The address {shown} is not whole.", AGAIN)
    return None


def _find_http(name: str, address: str) -> Fault | None:
    if name == "https":
        return None
    return Fault("The connection is not secure.", 'Write it with "https://".', f"https{address[4:]}")


def trim_end(text: str) -> str:
    """Return a text without the marks at its end that belong to the sentence around it; brackets in pairs stay."""
    while text:
        last = text[-1]
        is_odd = last in CLOSERS and text.count(last) > text.count(CLOSERS[last])
        if not (last in ".,;:!'\"*_…“”‘’" or is_odd):
            return text
        text = text[:-1]
    return text
