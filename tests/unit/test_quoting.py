"""How names leave: what has not the narrow form of its place is refused, in one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tooling.headers import content_policy, headers_file, redirects_file
from tooling.quoting import (
    CannotQuote,
    encoded_hash,
    file_path,
    host_of,
    nginx_text,
    one_word,
    remote_name,
    server_folder,
    site_address,
    ssh_host,
    web_origin,
)
from tooling.release_files import redirect_page

Check = Callable[[str], str]
# What a shell, nginx, a line of a text file or a command would take for more than a name
HOSTILE = (
    "\n",
    "END\ntouch /tmp/x\n",
    "/a/\nEND\ntouch /tmp/x\n",
    "$(touch /tmp/x)",
    "`touch /tmp/x`",
    "a;b",
    "a b",
    "a\tb",
    "'",
    '"',
    "a\\",
    "{",
    "}",
    "$host",
    "a\x00b",
    "a\x1b[2J",
    "é",
    "#",
)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "check", [file_path, site_address, web_origin, server_folder, remote_name, ssh_host, encoded_hash]
)
def test_what_is_more_than_a_name_is_refused_everywhere(check: Check, value: str) -> None:
    for dressed in (value, f"/uses/{value}/", f"https://{value}", f"a{value}", f"/srv/guide{value}"):
        if dressed != "https://a":
            with pytest.raises(CannotQuote):
                check(dressed)


@pytest.mark.parametrize(
    ("check", "values"),
    [
        (file_path, ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/", "-x", "a/-x", ".", "a/.", "a/*", "a:b"]),
        (remote_name, ["", "/etc", "..", "releases/..", "-rf", "releases/-x", "a*", "~", "a=b"]),
        (
            site_address,
            ["", "uses/acne", "//other.test/", "/../x/", "/*/", "/:any/", "/a?b", "/a//b/", "/%2e/", "/-x/"],
        ),
        (
            web_origin,
            ["", "ftp://a.test", "https://", "https://a.test/", "https://u@a.test", "https://a.test:x", "file:"],
        ),
        (server_folder, ["", "/", "/srv", "srv/guide", "/srv/../etc", "/srv/-x", "/srv/guide/", "~/guide"]),
        (ssh_host, ["", "-oProxyCommand=x", "-l", "a@-oProxyCommand=x", "a@b@c", "host:22", "a/b", "@host", "[::1]"]),
        (encoded_hash, ["", "=", "a'", "a' 'unsafe-inline"]),
        (one_word, ["a b", "mailto:a@b.test\nExpires: never", "a\r", "ü"]),
    ],
)
def test_what_has_another_form_is_refused(check: Check, values: list[str]) -> None:
    for value in values:
        with pytest.raises(CannotQuote):
            check(value)


@pytest.mark.parametrize(
    ("check", "values"),
    [
        (
            file_path,
            ["index.html", "uses/acne/index.html.br", ".well-known/security.txt", "assets/a_b.0123456789ab.svg"],
        ),
        (remote_name, ["incoming-0a1b2c3d", "releases/000001-aaaaaaaa-0123456789ab--x_Y.z-", "way-back"]),
        (site_address, ["/", "/uses/acne/", "/404.html"]),
        (web_origin, ["https://www.example.com", "https://localhost:8443", "http://127.0.0.1:9"]),
        (server_folder, ["/srv/botox-guide", "/var/www/a.b"]),
        (ssh_host, ["guide", "deploy@www.example.com", "127.0.0.1"]),
        (nginx_text, ["www.example.com", "/srv/botox-guide", "a b"]),
        (encoded_hash, ["abc+/="]),
        (one_word, ["mailto:security@guide.test", "https://guide.test/report?a=b"]),
    ],
)
def test_names_as_we_have_them_pass_unchanged(check: Check, values: list[str]) -> None:
    assert [check(value) for value in values] == values


@pytest.mark.parametrize("character", [*"\"'\\$;{}#`\n\r\t\x00\x7f", "é", "\u2028"])
def test_nginx_is_given_nothing_that_it_reads_between_quotes(character: str) -> None:
    with pytest.raises(CannotQuote):
        nginx_text(f"a{character}b")


@pytest.mark.fuzz
@given(st.text())
def test_whatever_passes_is_one_word_of_a_shell(text: str) -> None:
    for check in (file_path, remote_name, site_address, server_folder, ssh_host):
        try:
            passed = check(text)
        except CannotQuote:
            continue
        assert passed == text
        assert set(passed) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/@")
        assert not passed.startswith("-")
        assert ".." not in passed.split("/")


def test_sentence_shows_the_value_without_its_control_characters_and_says_what_to_do() -> None:
    with pytest.raises(CannotQuote) as found:
        site_address("/a/\nEND\ntouch /tmp/x\x1b[2J")
    assert str(found.value) == (
        "The address '/a/\\nEND\\ntouch /tmp/x\\x1b[2J' cannot be written into the files that hosts read. "
        'Write it as "/uses/old/", with letters from a to z, digits and hyphens alone.'
    )


def test_host_is_read_from_the_address_without_its_port() -> None:
    assert host_of("https://www.example.com:8443") == "www.example.com"


@pytest.mark.parametrize(
    "redirects",
    [
        {"/old/\n/* https://other.test/:splat": "/"},
        {"/*": "/"},
        {"/:any/": "/"},
        {"/old/": "//other.test/"},
        {"/old/": "https://other.test/"},
        {"/old/": "/ 200!"},
    ],
)
def test_line_of_redirects_never_becomes_two_or_a_pattern(redirects: dict[str, str]) -> None:
    with pytest.raises(CannotQuote):
        redirects_file(redirects)


def test_redirects_are_written_one_a_line() -> None:
    assert redirects_file({"/uses/old/": "/uses/acne/", "/b/": "/"}) == "/uses/old/ /uses/acne/ 301\n/b/ / 301\n"


@pytest.mark.parametrize(
    "file", ["a\n/*\n  Set-Cookie: a=b/index.html", "*/index.html", ":any/index.html", "a b/index.html"]
)
def test_line_of_headers_never_becomes_two_or_a_pattern(file: str) -> None:
    with pytest.raises(CannotQuote):
        headers_file([], [file])


def test_policy_takes_hashes_alone() -> None:
    with pytest.raises(CannotQuote):
        content_policy(["x'; script-src *; style-src 'self"])


@pytest.mark.parametrize("source", ["/../outside/", "/a/../../outside/", "//outside/", "/a\n/", "outside", "/a/\x00/"])
def test_page_of_a_redirect_stays_in_the_folder_of_the_site(tmp_path: Path, source: str) -> None:
    with pytest.raises(CannotQuote):
        redirect_page(tmp_path / "site", source, "https://guide.test", "/")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("origin", "target"), [("javascript:alert(1)//", "/"), ("https://a.test", '/"><script>/')])
def test_page_of_a_redirect_leads_to_a_page_of_the_site_alone(tmp_path: Path, origin: str, target: str) -> None:
    with pytest.raises(CannotQuote):
        redirect_page(tmp_path / "site", "/old/", origin, target)
