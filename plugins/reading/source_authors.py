"""The authors of a source: each a person or a body, in a group of its own, as CSL-JSON has them."""

import re
from typing import Any

from plugins.reading.names import show
from plugins.reading.source_forms import MARKUP

LONGEST_AUTHOR = 200  # signs
NAME = r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?"
PERSONS = re.compile(
    rf"(?:{NAME},? (?:[A-Z]\.?-? ?){{1,4}}[,;]? (?:and |& )?)+{NAME},? (?:[A-Z]\.?-? ?){{1,4}}|{NAME},? (?:[A-Z]\.? ?|(?:[A-Z]\.[ -]?)+)"
    rf"|{NAME}, (?:[A-Z]\.? ?){{1,4}}"
)
OTHERS = re.compile(
    r"\b(?:et\.? al\b|and (?:others|colleagues)|u\. ?a\.|and coworkers)|^(?:(?-i:al)|others)\.?$|…|\.\.\.",
    re.IGNORECASE,
)
NO_AUTHOR = re.compile(
    r"(?:the )?(?:author|name|surname)s?(?: here)?|to ?do|tb[acd]|fixme|xxx+|unknown|placeholder|lorem ipsum.*|n/a|[\W_]+",
    re.IGNORECASE,
)
AUTHOR = '{ "family": "Herd", "given": "C. P." }'
BODY = '{ "literal": "U.S. Food and Drug Administration" }'


def read_authors(value: Any) -> Any:
    """Return the authors, if they are groups, one each. Raises ValueError for a text, or a list of texts."""
    is_text = isinstance(value, str) or (isinstance(value, list) and any(isinstance(each, str) for each in value))
    if is_text or isinstance(value, dict):
        raise ValueError(f'"author" is a list with a group for each: [{AUTHOR}], and for a body [{BODY}]. Write it so.')
    return value


def explain_author(family: str, given: str, literal: str) -> str:
    """Return what is wrong with the name of an author, and how to write it; nothing, if it may stand."""
    for name in (family, given, literal):
        if len(name) > LONGEST_AUTHOR:
            return (
                f"The name of an author has {len(name)} signs, {LONGEST_AUTHOR} at most. Write each author in a group."
            )
        if OTHERS.search(name):
            return f'"{show(name)}" is not an author. Take it out, and write "authors_incomplete": true.'
        if found := MARKUP.search(name):
            return f'"{show(found[0])}" is printed as it stands: a source is plain text. Take it out.'
        if name and NO_AUTHOR.fullmatch(name):
            return f'"{show(name)}" is not the name of an author. Write it, or take the author out.'
    if not (family or literal):
        return f"An author without a family name. Write {AUTHOR}, or {BODY}."
    if family and literal:
        return 'An author is a person or a body. Keep "family" and "given", or "literal".'
    if re.search(r"[;,&]|\band\b", family) or (re.search(r"[;&]|\band\b", given)):
        return f'"{show(family)}" is more than one family name. Write each author in a group of its own: {AUTHOR}.'
    if PERSONS.fullmatch(literal.rstrip()):
        return f'"{show(literal)}" is a person, or several. Write each in a group of its own: {AUTHOR}.'
    return ""
