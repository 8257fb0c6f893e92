"""The narrow types of what names a source: DOI, PMID, PMCID, ISBN, ISSN, pages, day of issue and title.

Each function returns the value as it is used from then on, or raises ValueError with a sentence that gives the corrected
value where it can be found in the wrong one. Blanks around a value are taken off.
"""

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from plugins.reading.names import parse_words, show
from plugins.reading.web_addresses import trim_end

# https://www.doi.org/doi-handbook: a directory with its registrant, "/", and a name of any signs
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[!-~]+")
IN_TEXT = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
PART_OF_PAGE = re.compile(
    r"(?:/(?:full|fulltext|abstract|pdf|epdf|pdfdirect|html|meta|summary|references)|\.(?:full|pdf|abstract|html))+/?$"
)
DASHES = re.compile("[\u2010-\u2015\u2212]")
BLANKS = re.compile(r"\s|[\u200b-\u200f\u2060\ufeff\u00ad]")
SIGNS = "!$&'()*+,-./:;=@_~"  # besides letters and digits, those that stand in a path as they are (RFC 3986)
LONGEST_SHOWN_VALUE = 80
LONGEST_TITLE = 600  # signs
EARLIEST_YEAR, LATEST_YEAR = 1600, 2100
ISSUED = '{ "date-parts": [[2010, 7]] }'
CUT_OFF = re.compile(r"(?:\.{2,}|\. \.|…)$")
TAGS = (
    "a|abbr|b|big|bold|br|center|cite|code|div|em|font|h[1-6]|hr|i|iframe|img|inf|italic|li|link|meta|object|ol|p|pre|s|sc|scp|script|small"
    "|span|strike|strong|style|sub|sup|svg|table|t[dhr]|tt|u|ul|underline|video|xref|[a-z]+:[a-z]+"
)
MARKUP = re.compile(
    rf"</?(?:{TAGS})(?:[\s/][^<>]*)?>|<!"
    r"|&(?:[a-zA-Z]{2,8}|#\d+|#x[0-9a-fA-F]+);|\*\*|__|`|\[[^\]]*\]\([^)]*\)|(?<![\w*])\*[^*\s][^*]*\*(?![\w*])"
    r"|(?<!\w)_[^_\s][^_]*_(?!\w)|^#+ |\\(?:textit|emph|textbf)?\{|\[@"
)
NO_TITLE = re.compile(
    r"(?:the )?(?:title|titel|name)(?: of (?:the|this) (?:source|article|page|study|book))?(?: here)?|(?:un|no )titled?(?: document| page)?|new (?:source|page|document)"
    r"|(?:to ?do|tbd|tba|tbc|fixme|xxx+|test(?:ing)?|sample|example|placeholder|dummy|foo|bar|n/?a|none|null|nil|unknown|undefined|nan)(?: title)?"
    r"|lorem ipsum.*|(?:insert|enter|add|write|put) (?:\w+ )?title.*|(?:a|an|my|some|any) (?:title|source)"
    r"|.*\b(?:title|name) (?:goes )?here|tk|to be (?:added|done|filled in|confirmed|determined)|[\[<{(]+\W*(?:\w+\W*){1,2}[\]>})]+|\$?\{.*\}.*|(?:your|article|page|source|document) title(?: here)?|just a moment\W*|attention required.*|access denied|forbidden|are you (?:a )?(?:human|robot).*"
    r"|(?:error )?(?:404|403|500|502|503)\b.*|page not found|not found|redirecting\W*|sign in|log ?in|home(?: ?page)?|index|download(?: pdf)?|pdf|full text|abstract|article|error"
    r"|microsoft word ?-.*|\[object object\]|[\W_]+|https?:.*|www\..*|doi:? ?10\..*|10\.\d{4,9}/.*|\S+\.(?:pdf|docx?|html?|pptx?|xlsx?)",
    re.IGNORECASE,
)
SITE_NAME = re.compile(
    r"\s+[-|–—]\s+(?:PubMed(?: Central)?|PMC|ScienceDirect|Wiley Online Library|Google Scholar|SpringerLink|NCBI(?: Bookshelf)?|Oxford Academic|ResearchGate)$"
)


def _read(value: str, name: str) -> str:
    """Return a value without the blanks around it. Raises ValueError for an empty one."""
    value = value.strip()
    if not value:
        raise ValueError(f'"{name}" is empty. Fill it in, or take the line out.')
    return value


def _told(name: str, value: str, right: str, form: str) -> ValueError:
    """Return what is wrong with a value. right: what to write, or nothing if it cannot be known; then `form` tells."""
    told = f'Write "{right}".' if right and len(right) <= LONGEST_SHOWN_VALUE else form
    return ValueError(f'"{show(value)}" is not a bare {name}. {told}')


def parse_doi(value: str) -> str:
    """Return a DOI as publishers register it: bare, `10.1177/0333102410364677`."""
    value = _read(value, "DOI")
    bare = _find_doi(value)
    if bare != value or not DOI.fullmatch(value):
        form = 'Copy from the page of the source what starts with "10.", such as "10.1177/0333102410364677".'
        raise _told("DOI", value, bare, form)
    return value


def _find_doi(text: str) -> str:
    """Return the DOI that a text holds, nothing if it holds none, or more than one."""
    text = re.sub(r"\s*\[(?:doi|pii)\]", "", text, flags=re.IGNORECASE)
    text = re.split(r",?\s+(?:[(\[]|accessed|retrieved)", text.strip(), maxsplit=1, flags=re.IGNORECASE)[0]
    text = BLANKS.sub("", DASHES.sub("-", unescape(text) if re.search(r"&(?:lt|gt|amp|#)", text) else text))
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        text = unquote(text)
    found = IN_TEXT.findall(text)
    if len(re.findall(r"10\.[0-9]{4,9}/", text)) > 1 or not found:
        return ""
    bare = re.sub(r"[?&][\w.-]+=.*$", "", found[0])
    bare = PART_OF_PAGE.sub("", trim_end(bare).rstrip("/"))
    return bare if DOI.fullmatch(bare) else ""


def doi_in_address(address: str) -> str:
    """Return the DOI in an address, as far as it goes: of a publisher more may stand behind it."""
    found = IN_TEXT.search(unquote(address).partition("?")[0]) or IN_TEXT.search(unquote(address))
    return trim_end(found[0]).rstrip("/") if found else ""


def is_doi_link(address: str) -> bool:
    """Tell whether an address is that of the resolver of DOIs."""
    return re.match(r"https?://(?:dx\.|www\.)?doi\.org/", address, re.IGNORECASE) is not None


def link_of_doi(doi: str) -> str:
    """Return the address that resolves a DOI; signs that would end or split an address are encoded."""
    return f"https://doi.org/{quote(doi, safe=SIGNS)}"


def parse_pmid(value: str) -> str:
    """Return the number of an entry in PubMed, `20647170`: digits alone."""
    value = _read(value, "PMID")
    if re.fullmatch("[1-9][0-9]{0,7}", value):
        return value
    bare = re.fullmatch(
        r"(?:PMID[:#]?|(?:https?://)?[\w.]+/(?:pubmed/)?)?0*([1-9][0-9]{0,7})[/.,;]?",
        BLANKS.sub("", value),
        re.IGNORECASE,
    )
    raise _told("PMID", value, bare[1] if bare else "", 'It is a number of up to 8 digits, such as "20647170".')


def parse_pmcid(value: str) -> str:
    """Return the number of an article in PubMed Central, `PMC6661560`."""
    value = _read(value, "PMCID")
    if re.fullmatch("PMC[1-9][0-9]{0,8}", value):
        return value
    bare = BLANKS.sub("", value)
    found = re.findall(r"PMC:?0*([1-9][0-9]{2,8})(?![0-9])", bare, re.IGNORECASE) or re.findall(
        "^([1-9][0-9]{2,8})$", bare
    )
    raise _told("PMCID", value, f"PMC{found[0]}" if len(set(found)) == 1 else "", 'It is written "PMC6661560".')


def parse_isbn(value: str) -> str:
    """Return the number of a book, of 10 or 13 digits, whose last one proves the others (ISO 2108)."""
    value = _read(value, "ISBN")
    bare = re.sub(r"^ISBN(?:-1[03])?:?\s*", "", DASHES.sub("-", value), flags=re.IGNORECASE)
    digits = re.sub(r"[\s-]", "", bare).upper()
    if bare != value and _is_isbn(digits):
        raise _told("ISBN", value, bare, "Write its digits and hyphens alone.")
    if not _is_isbn(digits) or not re.fullmatch(r"[0-9][0-9 -]*[0-9Xx]", value):
        raise ValueError(
            f'"{show(value)}" is not an ISBN: its digits do not fit together. Copy it again from the book.'
        )
    return value


def _is_isbn(digits: str) -> bool:
    if re.fullmatch("97[89][0-9]{10}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return re.fullmatch("[0-9]{9}[0-9X]", digits) is not None and _weighs(digits)


def parse_issn(value: str) -> str:
    """Return the number of a journal, `0028-3878`, whose last digit proves the others (ISO 3297)."""
    value = _read(value, "ISSN")
    digits = re.sub(r"ISSN|[^0-9Xx]", "", value, flags=re.IGNORECASE).upper()
    if not re.fullmatch("[0-9]{7}[0-9X]", digits) or not _weighs(digits):
        raise ValueError(
            f'"{show(value)}" is not an ISSN: its digits do not fit together. Copy it again from the journal.'
        )
    right = f"{digits[:4]}-{digits[4:]}"
    if value != right:
        raise _told("ISSN", value, right, "")
    return value


def _weighs(digits: str) -> bool:
    """Tell whether the last digit fits the others: each times its place from the end, all in all a multiple of 11."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * weight for value, weight in zip(values, range(len(values), 0, -1), strict=True)) % 11 == 0


def parse_pages(value: str) -> str:
    """Return the pages of an article, `804-814`, `e103-e113`, or the number of an article."""
    value = _read(value, "page")
    shown = f'"{show(value)}"'
    bare = re.sub(r"^(?:pages?|pp?|S\.)[.:\s]+", "", value, flags=re.IGNORECASE)
    bare = re.sub(r"\s*(?:-{2,}|[\u2010-\u2015\u2212])\s*", "-", bare) if "--" in bare else bare
    bare = trim_end(bare).rstrip("-")
    if not re.search(r"[0-9ivxlc]", bare, re.IGNORECASE) or re.search(
        r"\?|\bx+-x+\b|n/?a\b|press|tb[da]", bare, re.IGNORECASE
    ):
        raise ValueError(f'"page" cannot be {shown}. Write the pages, such as "804-814", or take the line out.')
    if bare != value:
        raise ValueError(f'"page" is written without words and with one hyphen. Write "{show(bare)}".')
    for first, last in re.findall(
        r"([A-Za-z]*[0-9]+(?:\.[a-z]?[0-9]+)?)\s*[-\u2010-\u2015]\s*([A-Za-z]*[0-9]+(?:\.[a-z]?[0-9]+)?)", value
    ):
        if _are_reversed(first, last):
            raise ValueError(f'The pages {shown} end before they start. Write the first one first, such as "804-814".')
    return value


def _are_reversed(first: str, last: str) -> bool:
    """Tell whether the last page stands before the first; "1259-72" is short for "1259-1272"."""
    front, back = re.split(r"(?<=\D)(?=\d)|\.", first), re.split(r"(?<=\D)(?=\d)|\.", last)
    if front[:-1] != back[:-1] and not (len(back) == 1 and back[0].isdigit()):
        return False
    start, end = front[-1], back[-1]
    if not (start.isdigit() and end.isdigit()):
        return False
    if len(back) == 1:
        end = start[: max(len(start) - len(end), 0)] + end
    return int(end) < int(start)


def read_issued(value: Any) -> Any:
    """Return the first of CSL's date parts: [2010, 7] of {"date-parts": [[2010, 7]]}. Raises ValueError for others."""
    if value is None:
        return []
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not 1 <= len(first) <= 3 or not all(_is_number(part) for part in first):
        year = re.search(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)", str(value))
        form = f'{{ "date-parts": [[{year[0]}]] }}' if year else ISSUED
        raise ValueError(f'"issued" cannot be read. Write it as year, month and day, as far as they are known: {form}.')
    numbers = [int(part) for part in first]
    try:
        date(*[*numbers, 1, 1][:3])
    except (ValueError, OverflowError):
        numbers[0] = 0
    if not EARLIEST_YEAR <= numbers[0] <= LATEST_YEAR:
        shown = "-".join(str(part)[:8] for part in first)
        raise ValueError(f'"issued" has a day that cannot be: {shown}. Write year, month and day, such as {ISSUED}.')
    return numbers


def _is_number(part: Any) -> bool:
    return (isinstance(part, int) and not isinstance(part, bool)) or (isinstance(part, str) and part.isdecimal())


def check_source_text(value: str) -> str:
    """Return a text that is printed as it stands. Raises ValueError for one with signs of HTML or Markdown."""
    value = parse_words(value)
    if found := MARKUP.search(value):
        raise ValueError(f'"{show(found[0])}" is printed as it stands: a source is plain text. Take it out.')
    return value


def check_source_title(value: str) -> str:
    """Return the title of a source. Raises ValueError for what is none, and for one that is not written as a title."""
    if len(value) > LONGEST_TITLE:
        raise ValueError(
            f"The title has {len(value)} signs, {LONGEST_TITLE} at most. Take out {len(value) - LONGEST_TITLE}."
        )
    if NO_TITLE.fullmatch(value):
        raise ValueError(f'"{show(value)}" is not a title. Write the title that the source has.')
    value = check_source_text(value)
    if CUT_OFF.search(value):
        raise ValueError(
            "The title is cut off, or has two full stops at its end. Write it whole: the site adds the stop."
        )
    if found := SITE_NAME.search(value):
        raise ValueError(
            f'"{show(found[0].strip())}" is the name of a site, not of the source. Take it out of the title.'
        )
    if value.isupper() and len(value.split()) > 1 and sum(map(str.isalpha, value)) > 15:  # more than a few names
        raise ValueError(f'The title "{show(value)}" is in capitals. Write it in small letters, as a sentence.')
    return value
