"""Which addresses a page may lead to, read as a browser reads them."""

import re

# What browsers take out of an address before they read it, and what they take for "/" (URL Standard, 4.4)
TRIMMED = "".join(map(chr, range(0x21)))
REMOVED = str.maketrans("", "", "\t\n\r")
SCHEME = re.compile(r"(?P<name>[a-z][a-z0-9+.-]*):(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
HOST = re.compile(r"//[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
PART = re.compile("#[A-Za-z0-9_-]+")  # of the page at hand: most links are citations
FORMS = {
    "https": HOST,
    "mailto": re.compile(r"[^\s@?&%<>\"]+@[^\s@?&%<>\"]+\.[^\s@?&%<>\"]+"),
    "tel": re.compile(r"\+?[0-9-]{3,20}"),
}


def is_allowed(address: str) -> bool:
    """Tell whether a link may lead to an address: a page or a part of this site, or out by https, mailto or tel.

    What a browser would read in another way than it is written is refused: blanks and invisible characters, a
    backslash, an address that starts with "//".
    """
    if PART.fullmatch(address):
        return True
    if address.strip(TRIMMED).translate(REMOVED) != address or "\\" in address:
        return False
    if not address.isprintable() or any(letter.isspace() for letter in address):
        return False
    scheme = SCHEME.fullmatch(address)
    if scheme:
        name = scheme["name"].lower()
        return name in FORMS and FORMS[name].fullmatch(scheme["rest"]) is not None
    return is_inside(address)


def is_inside(address: str) -> bool:
    """Tell whether an address is one of this site, from its root, or a part of the page at hand."""
    return address.startswith("#") or (address.startswith("/") and not address.startswith("//"))
