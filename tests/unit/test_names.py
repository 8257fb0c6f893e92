"""No name and no address that is accepted can end a line, close a quotation mark or say something to a shell."""

# A message stands whole on its line.

import re
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.reading.contacts import parse_contact, parse_email, parse_phone, parse_state, write_phone
from plugins.reading.environment import parse_epoch
from plugins.reading.names import (
    parse_check_origin,
    parse_host_name,
    parse_https_url,
    parse_origin,
    parse_page_address,
    show,
)
from plugins.reading.server_names import (
    parse_bucket,
    parse_distribution,
    parse_endpoint,
    parse_file,
    parse_port_text,
    parse_region,
    parse_server_folder,
    parse_ssh_destination,
    parse_target,
)

Parse = Callable[[str], str | int]
LOWER, DIGITS, LETTERS = string.ascii_lowercase, string.digits, string.ascii_letters
WEB = LETTERS + DIGITS + "._~/?#=&+@:,!-%"
# What each may hold at most, and one that it accepts
NARROW: dict[Parse, tuple[str, str]] = {
    parse_page_address: (LOWER + DIGITS + "-/", "/uses/old-name/"),
    parse_host_name: (LOWER + DIGITS + "-.", "www.example.com"),
    parse_origin: (LOWER + DIGITS + "-.:/", "https://www.example.com:8443"),
    parse_check_origin: (LOWER + DIGITS + "-.:/", "http://127.0.0.1:8000"),
    parse_https_url: (WEB, "https://www.example.com/book?practice=1&x=%20#form"),
    parse_endpoint: (WEB, "http://127.0.0.1:9000"),
    parse_email: (LETTERS + DIGITS + "._+-@", "first.last+news@example.com"),
    parse_phone: ("+" + DIGITS, "+15550100"),
    parse_contact: (WEB, "mailto:security@example.com"),
    parse_ssh_destination: (LOWER + DIGITS + "._-@", "deploy@www.example.com"),
    parse_server_folder: (LETTERS + DIGITS + "/._-", "/srv/botox-guide"),
    parse_file: (LETTERS + DIGITS + "/._-", "/home/you/.ssh/config"),
    parse_bucket: (LOWER + DIGITS + ".-", "guide-of-practice"),
    parse_region: (LOWER + DIGITS + "-", "us-west-1"),
    parse_distribution: (string.ascii_uppercase + DIGITS, "E1A2B3C4D5E6F7"),
    parse_target: (LOWER + "-", "own-server"),
    parse_port_text: (DIGITS, "2222"),
    parse_epoch: (DIGITS, "1795000000"),
}
NAMED = pytest.mark.parametrize("parse", NARROW, ids=lambda parse: parse.__name__)
HOSTILE = [
    "\n", "\r", "\r\n", "\x00", "\x85", "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\u00a0", "\udc80", "\t", " ",
    '"', "'", "`", ";", "{", "}", "$host", "$(id)", "*", "|", "<b>", "\\", "^", "[", "]", "(", ")", "ä", "ü", "\u0430", "\uff0e",
]  # fmt: skip


@NAMED
def test_what_is_written_as_it_should_be_is_accepted_with_blanks_around(parse: Parse) -> None:
    _, good = NARROW[parse]
    assert str(parse(good)) == good
    assert str(parse(f"  {good}\t")) == good


@NAMED
@pytest.mark.parametrize("sign", HOSTILE, ids=ascii)
def test_a_hostile_sign_is_refused_wherever_it_stands(parse: Parse, sign: str) -> None:
    _, good = NARROW[parse]
    ends = [] if sign in "\t " else [0, len(good)]  # blanks around are taken off
    for place in [1, len(good) // 2, *ends]:
        with pytest.raises(ValueError, match=r"[.!?…]") as caught:
            parse(good[:place] + sign + good[place:])
        assert str(caught.value).isprintable()


@NAMED
@pytest.mark.fuzz
@given(data=st.data())
def test_no_accepted_value_holds_a_sign_outside_its_narrow_set(parse: Parse, data: st.DataObject) -> None:
    signs, good = NARROW[parse]
    pieces = st.sampled_from([*HOSTILE, "/", "//", "..", ":", "@", "?", "#", "-", ".", "%0a", "A", "0", "a" * 70])
    place = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(place, len(good)))
    value = good[:place] + data.draw(st.one_of(st.text(max_size=8), pieces)) + good[end:]
    try:
        accepted = str(parse(value))
    except ValueError as error:
        told = str(error)
        assert told.isprintable()
        assert len(told) < 400
        return
    assert set(accepted) <= set(signs)
    assert str(parse(accepted)) == accepted


@pytest.mark.parametrize(
    ("parse", "value", "expected"),
    [
        (parse_page_address, "", 'The address is empty. Write it as "/uses/old/".'),
        (parse_page_address, "uses/acne", '"uses/acne" has no "/" at its start or its end. Write it as "/uses/old/".'),
        (parse_page_address, "/*/", '"/*/" asks for many addresses ("*"). Write the address of one page: "/uses/old/".'),
        (parse_page_address, "/:any/", '"/:any/" asks for a pattern (":"). Write the address of one page: "/uses/old/".'),
        (parse_page_address, "//other.example/", '"//other.example/" leads to another site. Write the address of a page of this one: "/uses/old/".'),
        (parse_page_address, "https://other.example/", '"https://other.example/" leads to another site. Write the address of a page of this one: "/uses/old/".'),
        (parse_page_address, "/../x/", '"/../x/" holds "..". Write the whole address: "/uses/old/".'),
        (parse_page_address, "/a//b/", '"/a//b/" has two "/" in a row. Write it as "/uses/old/".'),
        (parse_page_address, "/Uses/", '"/Uses/" is not an address. It has small letters, digits and single hyphens. Write it as "/uses/old/".'),
        (parse_page_address, "/__proto__/", '"/__proto__/" is not an address. It has small letters, digits and single hyphens. Write it as "/uses/old/".'),
        (parse_page_address, "/old.html", '"/old.html" is the address of a file, and pages here are folders. Write it as "/uses/old/". An address of an old site that ends so is sent on by the settings of the host.'),
        (parse_page_address, "/a/\nEND\nreboot\n", r'"/a/\nEND\nreboot\n" holds a line end. Write it on one line.'),
        (parse_page_address, "/" + "a" * 61 + "/", f'"/{"a" * 58}…" is too long: 200 letters, and 60 between two "/". Shorten it.'),
        (parse_origin, "http://www.example.com", '"http://www.example.com" is not secure. Write it with "https://".'),
        (parse_origin, "ftp://a.example", '"ftp://a.example" does not start with "https://". Write it as "https://www.example.com".'),
        (parse_origin, "file:///etc/passwd", '"file:///etc/passwd" does not start with "https://". Write it as "https://www.example.com".'),
        (parse_origin, "HTTPS://a.example", '"HTTPS://a.example" has capitals. Write "https://a.example".'),
        (parse_origin, "https://A.example", '"A.example" has capitals. Write "a.example".'),
        (parse_origin, "https://a.example/guide", '"https://a.example/guide" names a folder, and this site stands at the root of its host. Take out what follows the name, and give the site a host of its own, such as "https://guide.example.com".'),
        (parse_origin, "https://a.example//", '"https://a.example//" names a folder, and this site stands at the root of its host. Take out what follows the name, and give the site a host of its own, such as "https://guide.example.com".'),
        (parse_origin, "https://a.example?x", '"https://a.example?x" holds more than the address of a site. Take out "?" or "#" and what follows.'),
        (parse_origin, "https://u:p@a.example", '"https://u:p@a.example" holds a user or a password. Write the address without: "https://www.example.com".'),
        (parse_origin, "https://a.example:443", '"https://a.example:443" names the usual port. Take out ":443".'),
        (parse_origin, "https://a.example:0", '"0" is not a port. Write a number from 1 to 65535, or leave it out.'),
        (parse_origin, "https://[::1]", '"https://[::1]" has an IPv6 address. Write the name of the host: "www.example.com".'),
        (parse_origin, "https://münchen.example", '"münchen.example" has letters beyond a to z. Write the name as it is registered: "xn--…".'),
        (parse_origin, "https://127.1", '"127.1" ends in a number and is no IP address. Write it as "www.example.com".'),
        (parse_origin, "https://0x7f000001", '"0x7f000001" ends in a number and is no IP address. Write it as "www.example.com".'),
        (parse_check_origin, "http://other.example", '"http://other.example" is not secure. Write it with "https://".'),
        (parse_host_name, "a..b", '"a..b" is not the name of a host. Write it as "www.example.com".'),
        (parse_host_name, "a." * 127, f'"{"a." * 29}a…" is too long for the name of a host. Check it.'),
        (parse_email, "a@b.co?cc=x", '"a@b.co?cc=x" holds a question mark. Take it out, and what follows it.'),
        (parse_email, "mailto:a@b.co", '"mailto:a@b.co" has "mailto:" in front. Take that out; the site adds it.'),
        (parse_email, "a@b", '"a@b" is not an e-mail address. Write it as "office@example.com".'),
        (parse_https_url, "https://user:pw@host/", '"https://user:pw@host/" holds a user or a password. Take out what stands before "@", and the "@".'),
        (parse_https_url, "https://a.example\\@b.example/", '"https://a.example\\@b.example/" holds "\\". Copy the address again from your browser.'),
        (parse_https_url, "javascript:alert(1)", '"javascript:alert(1)" does not start with "https://". Write it as "https://www.example.com/book".'),
        (parse_phone, "5550100", '"5550100" is not a phone number. Write "+", the code of the country and digits alone.'),
        (parse_phone, "(714) 555-2222", '"(714) 555-2222" is not written as phones read it. Write it with the country first: "+17145552222".'),
        (parse_phone, "+44 20 7946 0958", '"+44 20 7946 0958" is not written as phones read it. Write it with the country first: "+442079460958".'),
        (parse_phone, "call us", '"call us" is not a phone number. Write "+", the code of the country and digits alone.'),
        (parse_state, "New York", '"New York" is not a state in two letters. Write it like "CA".'),
        (parse_contact, "security@example.com", '"security@example.com" does not say how to be reached. Write "mailto:security@example.com", "https://…" or "tel:+…".'),
        (parse_ssh_destination, "-oProxyCommand=touch x", '"-oProxyCommand=touch x" holds a blank. Write it without.'),
        (parse_ssh_destination, "-oProxyCommand=x@host", '"-oProxyCommand=x@host" has no user of a server before "@". Write it as "deploy@www.example.com".'),
        (parse_server_folder, "/srv/../etc", '"/srv/../etc" is not a folder for a site. Write it as "/srv/botox-guide": letters, digits, "-", "_" and ".", two levels at least, and no "/" at the end.'),
        (parse_target, "own-sever", '"own-sever" is not a place where this site can go. Did you mean "own-server"?'),
        (parse_epoch, "-1", '"-1" is not a time. Write the seconds since 1970, such as "1795000000".'),
        (parse_epoch, "1795000000000", '"1795000000000" lies behind the year 9999: these may be milliseconds. Write the seconds since 1970, such as "1795000000".'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_the_form_that_is_right(parse: Parse, value: str, expected: str) -> None:
    with pytest.raises(ValueError, match=re.escape(expected)) as caught:
        parse(value)
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+14155550132", "(415) 555-0132"),
        ("+18003321088", "(800) 332-1088"),
        ("+442079460018", "+44 20 7946 0018"),
        ("+99912345678", "+99912345678"),  # no country has this code
    ],
)
def test_a_phone_number_is_printed_as_people_write_it(number: str, written: str) -> None:
    assert write_phone(number) == written


def test_a_slash_behind_an_origin_is_taken_off() -> None:
    assert parse_origin("https://www.example.com/") == "https://www.example.com"
    assert parse_check_origin("http://localhost:8000/") == "http://localhost:8000"


def test_a_value_is_shown_on_one_line_with_signs_that_can_be_seen() -> None:
    assert show("a\nb\x00\udc80\u2028") == r"a\nb\x00\udc80\u2028"
    assert show("a" * 80) == "a" * 59 + "…"


@pytest.mark.parametrize("value", ["192.168.1.1", "12345"])
def test_a_bucket_is_not_called_like_an_address_of_the_net(value: str) -> None:
    """S3 refuses such names; one that is passed on would be taken for a host."""
    with pytest.raises(ValueError, match=f'"{value}" is an IP address or a number, and no bucket is called so.'):
        parse_bucket(value)
