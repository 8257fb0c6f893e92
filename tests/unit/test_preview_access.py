"""Who may ask the preview: nobody who calls it by another name, or from a page of another site."""

import re
from dataclasses import replace

import pytest

from tooling.preview.access import (
    NO_BODY,
    NOT_FROM_THERE,
    NOT_ONE_HOST,
    NOT_SERVED,
    OLD_TOKEN,
    ONLY_READING,
    SCAN,
    Refusal,
    Request,
    make_access,
    read_names,
)

HERE = Request("GET", "/uses/acne/", ["127.0.0.1:8000"], "127.0.0.1")
PHONE = Request("GET", "/uses/acne/", ["192.168.1.7:8000"], "192.168.1.9")
LAN = make_access(8000, "192.168.1.7", "the-code")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000", "localhost", "localhost:9999", "127.0.0.1:1"],
)
def test_this_machine_may_ask_by_any_port_since_ssh_forwards_from_its_own(host: str) -> None:
    assert make_access(8000, None).refuse(replace(HERE, hosts=[host])) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000", "127.0.0.1.evil.example:8000", "", " ", "[::1", "a:b", "localhost.:8000", "localhost:",
        "user@localhost:8000", "localhost:8000@evil.example", "localhost:08000", "localhost:99999", "127.1:8000",
        "2130706433:8000", "0.0.0.0:8000", "localhost\t:8000", "[::ffff:127.0.0.1]:8000", "localhost:8000/x",
        "localhost, evil.example", "loc\u212aalhost",
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(host: str) -> None:
    assert make_access(8000, None).refuse(replace(HERE, hosts=[host])) == Refusal(403, NOT_SERVED)


@pytest.mark.parametrize("hosts", [[], ["localhost:8000", "localhost:8000"], ["localhost:8000", "evil.example"]])
def test_a_request_names_one_host(hosts: list[str]) -> None:
    assert make_access(8000, None).refuse(replace(HERE, hosts=hosts)) == Refusal(400, NOT_ONE_HOST)


@pytest.mark.parametrize("target", ["http://evil.example/", "http://127.0.0.1:8000/", "*", "", "evil.example:80"])
def test_a_request_asks_for_a_path(target: str) -> None:
    assert make_access(8000, None).refuse(replace(HERE, target=target)) == Refusal(400, NOT_ONE_HOST)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example:8000", "https://127.0.0.1:8000", "http://127.0.0.1", "http://localhost:8000",
        "http://127.0.0.1:8001", "http://127.0.0.1:8000/", "http://127.0.0.1:8000@evil.example", "null", "",
        "127.0.0.1:8000", "file://",
    ],
)  # fmt: skip
def test_an_origin_has_scheme_name_and_port_of_the_host(origin: str) -> None:
    request = replace(HERE, origins=[origin], site="same-origin")
    assert make_access(8000, None).refuse(request) == Refusal(403, NOT_FROM_THERE)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:9", "http://localhost:9"),
        ("LocalHost", "http://localhost"),
        ("localhost:80", "http://localhost"),
    ],
)
def test_our_own_pages_may_open_a_websocket(host: str, origin: str) -> None:
    assert make_access(8000, None).refuse(replace(HERE, hosts=[host], origins=[origin])) is None


def test_every_origin_of_several_must_be_ours() -> None:
    request = replace(HERE, origins=["http://127.0.0.1:8000", "http://evil.example"])
    assert make_access(8000, None).refuse(request) == Refusal(403, NOT_FROM_THERE)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin,cross-site", "what is this"])
@pytest.mark.parametrize(
    ("mode", "destination", "method"),
    [
        ("no-cors", "image", "GET"),
        ("cors", "empty", "GET"),
        ("no-cors", "script", "GET"),
        ("navigate", "iframe", "GET"),
        ("navigate", "object", "GET"),
        ("websocket", "websocket", "GET"),
        ("navigate", "document", "HEAD"),
        ("", "", "GET"),
    ],
)
def test_another_site_may_not_use_ours(site: str, mode: str, destination: str, method: str) -> None:
    request = replace(HERE, site=site, mode=mode, destination=destination, method=method)
    assert make_access(8000, None).refuse(request) == Refusal(403, NOT_FROM_THERE)


def test_another_site_may_link_to_ours() -> None:
    request = replace(HERE, site="cross-site", mode="navigate", destination="document")
    assert make_access(8000, None).refuse(request) is None


@pytest.mark.parametrize("site", ["", "none", "same-origin"])
def test_who_types_the_address_may_ask(site: str) -> None:
    assert make_access(8000, None).refuse(replace(HERE, site=site)) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"])
def test_pages_are_read_and_nothing_else(method: str) -> None:
    told = Refusal(405, ONLY_READING, {"Allow": "GET, HEAD"})
    assert make_access(8000, None).refuse(replace(HERE, method=method)) == told


def test_no_request_brings_a_body() -> None:
    assert make_access(8000, None).refuse(replace(HERE, has_body=True)) == Refusal(413, NO_BODY)


def test_a_phone_may_ask_only_with_lan() -> None:
    assert make_access(8000, None).refuse(PHONE) == Refusal(403, NOT_SERVED)


def test_a_phone_without_the_code_is_told_to_scan_it() -> None:
    assert LAN.refuse(PHONE) == Refusal(403, SCAN)


@pytest.mark.parametrize("hosts", [["192.168.1.7:8001"], ["192.168.1.7"], ["evil.example:8000"]])
def test_the_local_network_calls_us_by_our_own_name_and_port(hosts: list[str]) -> None:
    assert LAN.refuse(replace(PHONE, hosts=hosts, cookies="preview-8000=the-code")) == Refusal(403, NOT_SERVED)


def test_the_code_in_the_address_becomes_a_cookie_and_leaves_the_address() -> None:
    cookie = "preview-8000=the-code; Path=/; HttpOnly; SameSite=Strict"
    told = Refusal(302, "", {"Location": "/uses/acne/", "Set-Cookie": cookie})
    assert LAN.refuse(replace(PHONE, target="/uses/acne/?code=the-code")) == told
    assert LAN.refuse(replace(PHONE, target="/uses/acne/?a=b&code=the-code&c")) == told


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "///", "/a//b", "/%5c/<x>", "/a\u00fc"])
def test_the_code_leads_to_no_other_site(path: str) -> None:
    refusal = LAN.refuse(replace(PHONE, target=f"{path}?code=the-code"))
    assert refusal is not None
    assert refusal.headers["Location"] == "/"


def test_the_cookie_opens_every_page_and_the_websocket() -> None:
    cookies = "other=1; preview-8000=the-code"
    assert LAN.refuse(replace(PHONE, cookies=cookies)) is None
    assert (
        LAN.refuse(replace(PHONE, target="/livereload", origins=["http://192.168.1.7:8000"], cookies=cookies)) is None
    )


@pytest.mark.parametrize(
    "cookies", ["preview-8000=", "preview-8000=the-cod", "preview-8001=the-code", "preview-8000=\u00fc", "the-code"]
)
def test_another_cookie_opens_nothing(cookies: str) -> None:
    assert LAN.refuse(replace(PHONE, cookies=cookies)) == Refusal(403, SCAN)


@pytest.mark.parametrize("query", ["code=", "code=the-cod", "code", "code=x&code=the-code", "Code=the-code", "&" * 99])
def test_another_code_opens_nothing(query: str) -> None:
    assert LAN.refuse(replace(PHONE, target=f"/?{query}")) == Refusal(403, SCAN)


def test_this_machine_needs_no_code() -> None:
    assert LAN.refuse(HERE) is None


def test_who_says_to_be_this_machine_needs_the_code_all_the_same() -> None:
    assert LAN.refuse(replace(PHONE, hosts=["127.0.0.1:8000"])) == Refusal(403, SCAN)


NAME = "fluffy-train-8000.app.github.dev"
NAMES = read_names([NAME, "https://Preview.example:8443/".lower()])
NAMED = make_access(8000, None, None, NAMES)
BOTH = make_access(8000, "192.168.1.7", "the-code", NAMES)
FORWARDED = replace(HERE, hosts=[NAME])


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (NAME, ""),
        (NAME, f"https://{NAME}"),
        (f"{NAME}:443", f"https://{NAME}"),
        (NAME.upper(), f"https://{NAME}:443"),
        ("preview.example:8443", "https://preview.example:8443"),
    ],
)
def test_a_forwarded_name_may_ask_over_https_when_it_was_given(host: str, origin: str) -> None:
    request = replace(HERE, hosts=[host], origins=[origin] if origin else [], site="same-origin")
    assert NAMED.refuse(request) is None
    assert make_access(8000, None).refuse(request) == Refusal(403, NOT_SERVED)


@pytest.mark.parametrize(
    "host",
    [
        f"a.{NAME}", f"{NAME}.evil.example", f"{NAME}.", f"{NAME}:8000", f"{NAME}:80", f"{NAME}:0443", f"{NAME}:443:443",
        "app.github.dev", "preview.example", "preview.example:443", f"user@{NAME}", f" {NAME}", f"https://{NAME}", "",
    ],
)  # fmt: skip
def test_a_name_that_comes_near_the_given_one_is_refused(host: str) -> None:
    assert NAMED.refuse(replace(HERE, hosts=[host])) == Refusal(403, NOT_SERVED)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (NAME, f"http://{NAME}"), (NAME, f"https://{NAME}:8443"), (NAME, "https://evil.example"), (NAME, "null"), (NAME, ""),
        (NAME, "http://localhost:8000"), (NAME, f"https://{NAME}/"), (NAME, f"https://evil@{NAME}"), (NAME, "https://"),
        (NAME, "https://preview.example:8443"), ("127.0.0.1:8000", f"https://{NAME}"),
        ("127.0.0.1:8000", "https://127.0.0.1:8000"),
    ],
)  # fmt: skip
def test_its_origin_is_that_name_over_https_and_nothing_else(host: str, origin: str) -> None:
    request = replace(HERE, hosts=[host], origins=[origin], site="same-origin")
    assert NAMED.refuse(request) == Refusal(403, NOT_FROM_THERE)


def test_a_forwarded_name_leaves_every_other_wall_as_it_was() -> None:
    assert NAMED.refuse(replace(FORWARDED, site="cross-site", mode="no-cors")) == Refusal(403, NOT_FROM_THERE)
    assert NAMED.refuse(replace(FORWARDED, method="POST")) == Refusal(405, ONLY_READING, {"Allow": "GET, HEAD"})
    assert NAMED.refuse(replace(FORWARDED, has_body=True)) == Refusal(413, NO_BODY)
    assert NAMED.refuse(replace(HERE, hosts=[NAME, NAME])) == Refusal(400, NOT_ONE_HOST)
    assert NAMED.refuse(HERE) is None


def test_with_lan_a_forwarded_name_needs_the_code_though_its_proxy_is_on_this_machine() -> None:
    assert BOTH.refuse(FORWARDED) == Refusal(403, SCAN)
    cookie = "preview-8000=the-code; Path=/; HttpOnly; SameSite=Strict; Secure"
    told = Refusal(302, "", {"Location": "/", "Set-Cookie": cookie})
    assert BOTH.refuse(replace(FORWARDED, target="/?code=the-code")) == told
    assert BOTH.refuse(replace(FORWARDED, cookies="preview-8000=the-code")) is None
    assert BOTH.refuse(HERE) is None


def test_what_a_proxy_hands_on_is_not_of_this_machine() -> None:
    assert NAMED.is_near("127.0.0.1", "localhost:8000")
    assert not NAMED.is_near("127.0.0.1", NAME)
    assert (NAMED.socket_origin(NAME), NAMED.socket_origin("[::1]:8000")) == (f"wss://{NAME}", "ws://[::1]:8000")


@pytest.mark.parametrize("given", [NAME, f"https://{NAME}", f"https://{NAME}/", f" {NAME} "])
def test_a_name_may_be_copied_from_the_browser(given: str) -> None:
    assert read_names([given]) == {NAME}


NO_HOST = 'is not the name of a host. Write it as "www.example.com".'


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", 'The name of the host is empty. Write it as "www.example.com".'),
        ("*", f'"*" {NO_HOST}'),
        ("*.app.github.dev", f'"*.app.github.dev" {NO_HOST}'),
        ("-8000.app.github.dev", f'"-8000.app.github.dev" {NO_HOST}'),  # CODESPACE_NAME is not set
        ("a.example,b.example", f'"a.example,b.example" {NO_HOST}'),
        ("a.example.", f'"a.example." {NO_HOST}'),
        ("a.example b.example", '"https://a.example b.example" holds a blank. Write it without.'),
        ("http://a.example", '"http://a.example" is not secure. Write it with "https://".'),
        ("A.example", '"A.example" has capitals. Write "a.example".'),
        ("a.example:0", '"0" is not a port. Write a number from 1 to 65535, or leave it out.'),
        ("a.example:443", '"https://a.example:443" names the usual port. Take out ":443".'),
        ("[::1]", '"https://[::1]" has an IPv6 address. Write the name of the host: "www.example.com".'),
        (
            "user@a.example",
            '"https://user@a.example" holds a user or a password. Write the address without: "https://www.example.com".',
        ),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(given: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        read_names([NAME, given])


REWRITTEN = replace(NAMED, is_rewritten=True)


@pytest.mark.parametrize("host", [NAME, "localhost:8000"])
@pytest.mark.parametrize("origin", ["https://localhost:8000", "http://localhost:8000", f"https://{NAME}"])
def test_proxy_of_a_codespace_may_write_the_port_in_place_of_the_pages_own_host_and_origin(
    host: str, origin: str
) -> None:
    request = replace(HERE, hosts=[host], origins=[origin], site="same-origin")
    assert REWRITTEN.refuse(request) is None
    assert REWRITTEN.refuse(replace(request, site="cross-site")) == Refusal(403, NOT_FROM_THERE)
    assert REWRITTEN.refuse(replace(request, hosts=["evil.example"])) == Refusal(403, NOT_SERVED)


@pytest.mark.parametrize("host", [NAME, "localhost:8000"])
@pytest.mark.parametrize(
    "origin",
    [
        "https://localhost:9999", "https://localhost", "https://127.0.0.1:8000", "https://localhost:8000.evil.example",
        "https://evil.example", "https://localhost:8000/", "null", "", "ws://localhost:8000", "https://evil@localhost:8000",
    ],
)  # fmt: skip
def test_proxy_of_a_codespace_writes_this_very_port_and_nothing_else(host: str, origin: str) -> None:
    request = replace(HERE, hosts=[host], origins=[origin], site="same-origin")
    assert REWRITTEN.refuse(request) == Refusal(403, NOT_FROM_THERE)


def test_page_in_a_codespace_may_ask_its_websocket_by_either_name() -> None:
    names = f"wss://{NAME} wss://preview.example:8443"
    assert REWRITTEN.socket_origin("localhost:8000") == f"ws://localhost:8000 {names}"
    assert REWRITTEN.socket_origin(NAME) == f"wss://{NAME} {names}"


@pytest.mark.parametrize("host", [NAME, "localhost:8000"])
def test_page_in_a_codespace_may_write_with_the_token_of_this_start_alone(host: str) -> None:
    access = replace(make_access(8000, None, None, NAMES, "the-token"), is_rewritten=True)
    request = replace(
        HERE, method="POST", target="/preview/edit/undo", hosts=[host], origins=["https://localhost:8000"],
        site="same-origin", has_body=True, token="the-token", kind="application/json", length=2,
    )  # fmt: skip
    assert access.refuse(request) is None
    assert access.refuse(replace(request, token="another")) == Refusal(403, OLD_TOKEN)
    assert access.refuse(replace(request, site="same-site")) == Refusal(403, NOT_FROM_THERE)
    assert access.refuse(replace(request, origins=[])) == Refusal(403, NOT_FROM_THERE)
