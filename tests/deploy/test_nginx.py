"""What nginx answers with the shipped configuration, and what Chromium says of it."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser

from tests.support.releases import put_live
from tests.support.services import Nginx
from tests.support.visitors import get
from tooling.deploy.target import Release
from tooling.headers import SECURITY
from tooling.provision import provide_services


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory, variants: dict[str, Release]) -> Iterator[Nginx]:
    """A server on which a release is live."""
    provide_services()
    folder = tmp_path_factory.mktemp("server")
    nginx = Nginx(folder / "nginx", folder / "srv/guide")
    put_live(nginx, variants["ape"])
    nginx.start()
    yield nginx
    nginx.stop()


@pytest.fixture
def connection(nginx: Nginx) -> Iterator[http.client.HTTPSConnection]:
    """A connection to that server."""
    connection = http.client.HTTPSConnection("localhost", nginx.port, context=nginx.context())
    yield connection
    connection.close()


def test_pages_are_sent_as_brotli_or_gzip_to_those_who_take_it(connection: http.client.HTTPSConnection) -> None:
    _, headers, body = get(connection, "/uses/acne/", "br, gzip")
    assert headers["content-encoding"] == "br"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert brotli.decompress(body).startswith(b"<!doctype html>")
    assert get(connection, "/uses/acne/", "gzip")[1]["content-encoding"] == "gzip"
    assert "content-encoding" not in get(connection, "/uses/acne/", "identity")[1]


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 200, ""),
        ("/uses/acne", 301, "/uses/acne/"),
        ("/uses/acne/index.html", 301, "/uses/acne/"),
        ("/index.html", 301, "/"),
        ("//evil.test/index.html", 404, ""),
        ("/%0d%0aSet-Cookie:a/index.html", 404, ""),
        ("/../../etc/passwd", 400, ""),
        ("/%2e%2e/noindex/index.html", 400, ""),
        ("/no-such-page/", 404, ""),
        ("/no-such-page", 404, ""),
        ("/_headers", 404, ""),
        ("/index.html.br", 404, ""),
        ("/robots.txt", 200, ""),
        ("/favicon.ico", 200, ""),
        ("/apple-touch-icon.png", 200, ""),
        ("/release-manifest.json", 200, ""),
        ("/SHA256SUMS", 404, ""),
        ("/versions.json", 404, ""),
        ("/good", 404, ""),
        ("/hosts/_redirects", 404, ""),
        ("/nginx/nginx.conf", 404, ""),
        ("/noindex/uses/acne/index.html", 301, "/noindex/uses/acne/"),
        ("/noindex/uses/acne/", 404, ""),
        ("/site/", 404, ""),
        ("/releases/", 404, ""),
        ("/current/", 404, ""),
        ("/../deploy.lock", 400, ""),
    ],
)
def test_every_page_has_one_address(
    connection: http.client.HTTPSConnection, path: str, status: int, location: str
) -> None:
    found, headers, _ = get(connection, path, "identity")
    assert (found, headers.get("location", "")) == (status, location)


def test_missing_page_shows_ours_with_every_header(connection: http.client.HTTPSConnection) -> None:
    status, headers, body = get(connection, "/no-such-page/", "identity")
    assert status == 404
    assert b"could not find that page" in body
    assert {name: headers.get(name.lower()) for name in SECURITY} == SECURITY
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"


def test_missing_asset_is_not_remembered(connection: http.client.HTTPSConnection) -> None:
    status, headers, _ = get(connection, "/assets/gone.0123456789ab.svg", "identity")
    assert (status, headers["cache-control"]) == (404, "public, max-age=0, must-revalidate")


def test_asset_is_kept_for_ever(connection: http.client.HTTPSConnection) -> None:
    _, headers, _ = get(connection, "/assets/ape-mark.0123456789ab.svg", "identity")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_unreviewed_pages_are_kept_out_of_search_engines(
    connection: http.client.HTTPSConnection, variants: dict[str, Release]
) -> None:
    for path, is_reviewed in {"/": False, "/uses/acne/": False, "/privacy/": True}.items():
        assert (get(connection, path, "br")[1].get("x-robots-tag") != "noindex") == is_reviewed, path


def test_page_without_encryption_sends_on_to_the_same_host(nginx: Nginx) -> None:
    connection = http.client.HTTPConnection("localhost", nginx.plain_port)
    status, headers, _ = get(connection, "/uses/acne/?a=b", "identity")
    connection.close()
    assert (status, headers["location"]) == (301, "https://localhost/uses/acne/?a=b")


def test_observatory_would_give_full_marks(connection: http.client.HTTPSConnection) -> None:
    """What Mozilla's HTTP Observatory looks at, one by one."""
    _, headers, _ = get(connection, "/", "identity")
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("frame-ancestors", "base-uri", "form-action")} == {"'none'"}
    assert not any(word in headers["content-security-policy"] for word in ("unsafe", "http:", "https:", "data:", "*"))
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers
    assert int(headers["strict-transport-security"].split("=")[1]) >= 15768000
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers or headers["server"] == "nginx"


def complaints(browser: Browser, address: str, paths: list[str]) -> list[str]:
    """Open the pages and return what Chromium says of them."""
    said: list[str] = []
    context = browser.new_context(ignore_https_errors=True)
    report = "console.error('violation', event.violatedDirective, event.blockedURI)"
    context.add_init_script(f"addEventListener('securitypolicyviolation', event => {report})")
    page = context.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in paths:
        answer = page.goto(address + path)
        assert answer
        assert answer.status == 200
    context.close()
    return said


def look_with(browser: Browser, folder: Path, release: Release, paths: list[str], damage: str = "") -> list[str]:
    """Serve a release with nginx, open its pages and return Chromium's complaints. damage: a page to change before."""
    nginx = Nginx(folder / "nginx", folder / "srv/guide")
    live = put_live(nginx, release)
    if damage:
        page = live / "site" / damage
        page.write_text(page.read_text().replace("<style>", "<style>/*changed*/"))
        for ending in (".br", ".gz"):
            page.with_name(page.name + ending).unlink()
    nginx.start()
    try:
        return complaints(browser, nginx.address, paths)
    finally:
        nginx.stop()


def test_chromium_reports_no_violation_on_any_page(tmp_path: Path, release: Release, browser: Browser) -> None:
    assert look_with(browser, tmp_path, release, sorted(release.manifest.pages)) == []


def test_chromium_notices_a_style_that_is_not_of_the_release(
    tmp_path: Path, release: Release, browser: Browser
) -> None:
    said = look_with(browser, tmp_path, release, ["/privacy/"], damage="privacy/index.html")
    assert any("violation style-src-elem inline" in line for line in said)


def test_each_kind_of_page_has_its_own_style_and_breaks_no_policy(
    tmp_path: Path, release: Release, browser: Browser
) -> None:
    assert len(release.manifest.styles) == 3
    assert look_with(browser, tmp_path, release, ["/", "/privacy/", "/uses/acne/"]) == []
