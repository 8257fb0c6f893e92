"""The narrow types of e-mail addresses and phone numbers, as names.py has those of addresses."""

import re
from typing import Annotated

from pydantic import AfterValidator

from plugins.reading.names import or_empty, parse_form, parse_host_name, parse_https_url, read_plain, show
from plugins.reading.web_addresses import check_web_address

MAIL_NAME = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
NO_PHONE = 'is not a phone number. Write "+", the code of the country and digits alone.'
_parse_phone = parse_form(r"\+[0-9]{8,15}", NO_PHONE)
PRINTED_PHONE = re.compile(r"(?P<country>\+)?[\d\s().\u00a0/‐‑–-]+")  # as people write one
DIGITS_OF_US = 10


def parse_phone(value: str) -> str:
    """Return a phone number with the code of its country, as E.164 has it: "+15550100"."""
    digits = re.sub(r"\D", "", value) if value.isascii() or "\u00a0" in value else ""
    if (found := PRINTED_PHONE.fullmatch(value.strip())) and digits:
        whole = f"+{digits}" if found["country"] or len(digits) != DIGITS_OF_US else f"+1{digits}"
        if whole != value.strip() and re.fullmatch(r"\+[0-9]{10,15}", whole):
            raise ValueError(
                f'"{show(value)}" is not written as phones read it. Write it with the country first: "{whole}".'
            )
    if " " in value.strip():
        raise ValueError(f'"{show(value)}" {NO_PHONE}')
    return _parse_phone(value)


def parse_state(value: str) -> str:
    """Return a state of the US in the two letters that stand in an address (USPS Publication 28, appendix B)."""
    value = value.strip()
    if value and not re.fullmatch(r"[A-Z]{2}", value):
        raise ValueError(f'"{show(value)}" is not a state in two letters. Write it like "CA".')
    return value


def parse_email(value: str) -> str:
    """Return an e-mail address, without "mailto:" and without a query: these would fill in the reader's mail."""
    value = read_plain(value)
    shown, form = show(value), 'Write it as "office@example.com".'
    if value.lower().startswith("mailto:"):
        raise ValueError(f'"{shown}" has "mailto:" in front. Take that out; the site adds it.')
    if "?" in value:
        raise ValueError(f'"{shown}" holds a question mark. Take it out, and what follows it.')
    name, at, host = value.rpartition("@")
    if not at or not MAIL_NAME.fullmatch(name) or "." not in host or len(name) > 64:
        raise ValueError(f'"{shown}" is not an e-mail address. {form}')
    try:
        return f"{name}@{parse_host_name(host)}"
    except ValueError as error:
        raise ValueError(f'"{shown}" is not an e-mail address: {error}') from None


def write_phone(number: str) -> str:
    """Return a phone number as people write it: `(415) 555-0132` where +1 is the code of its country, else `+44 20 7946 0018`.

    number: in the form of E.164. A code that no country has leaves it as it is.
    """
    import phonenumbers  # here, since few sites have a number to print yet, and it takes time to load

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == 1
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return str(phonenumbers.format_number(parsed, form))


def parse_contact(value: str) -> str:
    """Return how to be reached: "mailto:" with an e-mail address, "https://…", or "tel:" with a number."""
    value = read_plain(value)
    if value.startswith("mailto:"):
        return f"mailto:{parse_email(value.removeprefix('mailto:'))}"
    if value.startswith("tel:"):
        return f"tel:{parse_phone(value.removeprefix('tel:'))}"
    if value.startswith("https://"):
        return check_web_address(parse_https_url(value))
    raise ValueError(
        f'"{show(value)}" does not say how to be reached. Write "mailto:security@example.com", "https://…" or "tel:+…".'
    )


Email = Annotated[str, or_empty(parse_email)]
Phone = Annotated[str, or_empty(parse_phone)]
State = Annotated[str, AfterValidator(parse_state)]
Contact = Annotated[str, or_empty(parse_contact)]
