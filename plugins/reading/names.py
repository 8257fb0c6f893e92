"""The narrow types of addresses: whatever is read from content/, deploy/ or the environment goes through them.

Each has a function that returns the value as it is used from then on, or raises ValueError with a sentence that says
what is wrong and how to write it. Blanks around a value are taken off; nothing else is mended in silence. An address
of a page, an origin and a host name hold no sign that a shell, nginx or `_redirects` reads as its own; an address of
the web may hold "?", "&" and the like, and goes into pages alone.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic.fields import FieldInfo

LONGEST_NAME = 60  # letters of a part of an address that fits on a leaflet
LONGEST_ADDRESS = 200
LONGEST_HOST = 253  # RFC 1123 with RFC 1035: 255 bytes on the wire
LONGEST_URL = 2000  # browsers and mail programs cut off longer ones
LONGEST_SHOWN = 60
MOST_PORTS = 65535

# A part of an address, and so the name of a page, a source, a chart; always with fullmatch: "$" would let a line end pass
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PAGE_PATH = re.compile(rf"/(?:{SLUG.pattern}/)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Unreserved signs, "%" and what addresses of the web use; no quotation mark, bracket, ";", "$", "*", "|" or "\"
URL_REST = re.compile(r"(?:[A-Za-z0-9._~/?#=&+@:,!-]|%[0-9A-Fa-f]{2})*")
# Windows cannot have a file of that name, and a page or a redirect is a folder
DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
OWN_FOLDERS = ("assets", "extra", "feed", "icons", "images", "theme")  # at the top of the site, filled by the build
THIS_MACHINE = ("localhost", "127.0.0.1")


def show(value: object) -> str:
    """Return a value as a message shows it: on one line, short, and each sign that cannot be seen by its number."""
    text = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(value)[: LONGEST_SHOWN + 1])
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def trim(value: Any) -> Any:
    """Take off the blanks around a text."""
    return value.strip(" \t") if isinstance(value, str) else value


def whole(pattern: str) -> FieldInfo:
    """Return a field whose whole text is of this pattern, as `fullmatch` has it: "$" would let more pass elsewhere."""
    field: FieldInfo = Field(pattern=rf"\A(?:{pattern})\z")
    return field


def read_plain(value: str) -> str:
    """Return a value without the blanks around it. Raises ValueError for signs that no name and no address holds."""
    value = value.strip(" \t")
    for sign in value:
        if sign in "\n\r\u2028\u2029\x85":
            raise ValueError(f'"{show(value)}" holds a line end. Write it on one line.')
        if not sign.isprintable():
            raise ValueError(f'"{show(value)}" holds an invisible sign. Type it anew.')
        if sign.isspace():
            raise ValueError(f'"{show(value)}" holds a blank. Write it without.')
    return value


def parse_words(value: str) -> str:
    """Return a text of one line, such as a name. A TOML text may hold any sign, written as "\\n" or "\\u0000"."""
    value = value.strip(" \t")
    for sign in value:
        if not (sign.isprintable() or sign == "\u00a0"):
            raise ValueError(f'"{show(value)}" holds a line end or an invisible sign. Write it on one line, anew.')
    return value


def parse_page_address(value: str) -> str:
    """Return the address of a page of this site, such as "/uses/migraine/"; "/" is the home page.

    An address of an old site that ends in ".html" is refused: a redirect is a folder with a page inside, and a host
    would answer with that page only at the address of the folder.
    """
    value = read_plain(value)
    shown = show(value)
    form = 'Write it as "/uses/old/".'
    if not value:
        raise ValueError(f"The address is empty. {form}")
    if value.startswith("//") or "://" in value:
        raise ValueError(f'"{shown}" leads to another site. Write the address of a page of this one: "/uses/old/".')
    if ".." in value:
        raise ValueError(f'"{shown}" holds "..". Write the whole address: "/uses/old/".')
    if re.fullmatch(r"/?[^?#]*\.(?:html?|php|aspx?)", value):
        raise ValueError(
            f'"{shown}" is the address of a file, and pages here are folders. {form} '
            "An address of an old site that ends so is sent on by the settings of the host."
        )
    for sign, name in (("?", "a question"), ("#", "a part of a page"), ("*", "many addresses"), (":", "a pattern")):
        if sign in value:
            raise ValueError(f'"{shown}" asks for {name} ("{sign}"). Write the address of one page: "/uses/old/".')
    if not value.startswith("/") or not value.endswith("/"):
        raise ValueError(f'"{shown}" has no "/" at its start or its end. {form}')
    if "//" in value:
        raise ValueError(f'"{shown}" has two "/" in a row. {form}')
    if not PAGE_PATH.fullmatch(value):
        raise ValueError(f'"{shown}" is not an address. It has small letters, digits and single hyphens. {form}')
    if len(value) > LONGEST_ADDRESS or any(len(part) > LONGEST_NAME for part in value.split("/")):
        raise ValueError(
            f'"{shown}" is too long: {LONGEST_ADDRESS} letters, and {LONGEST_NAME} between two "/". Shorten it.'
        )
    return value


def parse_host_name(value: str) -> str:
    """Return the name of a host, as RFC 1123 has it, in small letters and ASCII; or an IPv4 address."""
    value = read_plain(value)
    shown = show(value)
    if not value:
        raise ValueError('The name of the host is empty. Write it as "www.example.com".')
    if not value.isascii():
        raise ValueError(f'"{shown}" has letters beyond a to z. Write the name as it is registered: "xn--…".')
    if "[" in value or value.count(":") > 1:
        raise ValueError(f'"{shown}" is an IPv6 address. Write the name of the host: "www.example.com".')
    labels = value.lower().split(".")
    if len(value) > LONGEST_HOST or any(len(label) > 63 for label in labels):
        raise ValueError(f'"{shown}" is too long for the name of a host. Check it.')
    if not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(f'"{shown}" is not the name of a host. Write it as "www.example.com".')
    if _is_number(labels[-1]) and not _is_ipv4(labels):
        raise ValueError(f'"{shown}" ends in a number and is no IP address. Write it as "www.example.com".')
    if value != value.lower():
        raise ValueError(f'"{shown}" has capitals. Write "{value.lower()}".')
    return value


def _is_number(label: str) -> bool:
    """Tell whether a browser would read the last part of a host as a number (the URL Standard, "ends in a number")."""
    return label.isdigit() or re.fullmatch(r"0x[0-9a-f]*", label) is not None


def _is_ipv4(labels: list[str]) -> bool:
    return len(labels) == 4 and all(re.fullmatch(r"0|[1-9][0-9]{0,2}", part) and int(part) < 256 for part in labels)


def _split_host(place: str, shown: str) -> str:
    """Return `host` or `host:port`, checked. Raises ValueError."""
    if place.startswith("[") or place.count(":") > 1:
        raise ValueError(f'"{shown}" has an IPv6 address. Write the name of the host: "www.example.com".')
    host, colon, port = place.partition(":")
    return f"{parse_host_name(host)}:{parse_port_digits(port)}" if colon else parse_host_name(host)


def parse_port_digits(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or int(text) > MOST_PORTS:
        raise ValueError(f'"{show(text)}" is not a port. Write a number from 1 to {MOST_PORTS}, or leave it out.')
    return int(text)


def parse_origin(value: str) -> str:
    """Return the origin of a site, `https://host` or `https://host:port`, without a slash at the end."""
    value = read_plain(value)
    shown, form = show(value), 'Write it as "https://www.example.com".'
    scheme, _, rest = value.partition("://")
    if not value.startswith("https://"):
        if scheme.lower() == "https" and rest:
            raise ValueError(f'"{shown}" has capitals. Write "{parse_origin(value.lower())}".')
        if scheme == "http" and rest:
            raise ValueError(f'"{shown}" is not secure. Write it with "https://".')
        raise ValueError(f'"{shown}" does not start with "https://". {form}')
    rest = rest.removesuffix("/")
    if "@" in rest:
        raise ValueError(f'"{shown}" holds a user or a password. Write the address without: "https://www.example.com".')
    if "?" in rest or "#" in rest:
        raise ValueError(f'"{shown}" holds more than the address of a site. Take out "?" or "#" and what follows.')
    if "/" in rest:
        raise ValueError(
            f'"{shown}" names a folder, and this site stands at the root of its host. Take out what follows the name, '
            'and give the site a host of its own, such as "https://guide.example.com".'
        )
    place = _split_host(rest, shown)
    if place.endswith(":443"):
        raise ValueError(f'"{shown}" names the usual port. Take out ":443".')
    return f"https://{place}"


def parse_check_origin(value: str) -> str:
    """Return an origin where a site is looked at; on this very machine it may be without TLS."""
    given = read_plain(value).removesuffix("/")
    host = given.removeprefix("http://").partition(":")[0]
    if given.startswith("http://") and host in THIS_MACHINE:
        return f"http://{_split_host(given.removeprefix('http://'), show(given))}"
    return parse_origin(value)


def parse_https_url(value: str) -> str:
    """Return an address of the web with https, without user and password, and of plain signs alone."""
    value = read_plain(value)
    shown, form = show(value), 'Write it as "https://www.example.com/book".'
    if value.lower().startswith("http://"):
        raise ValueError(f'"{shown}" is not secure. Write it with "https://".')
    if not value.startswith("https://"):
        raise ValueError(f'"{shown}" does not start with "https://". {form}')
    if len(value) > LONGEST_URL:
        raise ValueError(f'"{shown}" is too long: {LONGEST_URL} signs at most. Shorten it.')
    place = re.split(r"[/?#\\]", value.removeprefix("https://"), maxsplit=1)[0]
    if "@" in place:
        raise ValueError(f'"{shown}" holds a user or a password. Take out what stands before "@", and the "@".')
    _split_host(place, shown)
    rest = value.removeprefix(f"https://{place}")
    if not URL_REST.fullmatch(rest):
        wrong = next((sign for sign in rest if not re.fullmatch(URL_REST, sign)), "%")
        raise ValueError(f'"{shown}" holds "{wrong}". Copy the address again from your browser.')
    if urlsplit(value).netloc != place:  # two readers of one address must find the same host in it
        raise ValueError(f'"{shown}" is not whole. {form}')
    return value


def parse_form(pattern: str, told: str, longest: int = LONGEST_ADDRESS) -> Callable[[str], str]:
    """Return a function that takes a value, without the blanks around it, if the whole of it is of this pattern.

    told: what is wrong with any other, and how to write it, behind the value itself. longest: signs that it may have.
    """

    def parse(value: str) -> str:
        value = read_plain(value)
        if len(value) > longest or not re.fullmatch(pattern, value):
            raise ValueError(f'"{show(value)}" {told}')
        return value

    return parse


def or_empty(parse: Callable[[str], str]) -> AfterValidator:
    """Return what lets an empty field be empty, since it is not filled in yet, and reads any other with `parse`."""
    return AfterValidator(lambda value: parse(value) if value.strip(" \t") else "")


Words = Annotated[str, AfterValidator(parse_words)]
Origin = Annotated[str, or_empty(parse_origin)]
CheckOrigin = Annotated[str, or_empty(parse_check_origin)]
HttpsUrl = Annotated[str, or_empty(parse_https_url)]
# Never empty
