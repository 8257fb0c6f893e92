"""The types of texts in data files: filled in, on one line, without signs of HTML, and with no address that may not stand."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from plugins.problems.field_errors import shorten
from plugins.reading.names import parse_words, trim
from plugins.reading.web_addresses import check_addresses_in

Filled = Annotated[str, Field(min_length=1), BeforeValidator(trim), AfterValidator(parse_words)]


def check_plain(value: str) -> str:
    """Return a text that holds no tag: it would be printed as it stands. Raises ValueError for another one."""
    if found := re.search(r"<[a-zA-Z/!?][^<>]*>?", value):
        told = "is printed as it stands: a data file holds plain text. Take it out."
        raise ValueError(f'"{shorten(found[0])}" {told}')
    return check_addresses_in(value)


Plain = Annotated[Filled, AfterValidator(check_plain)]
