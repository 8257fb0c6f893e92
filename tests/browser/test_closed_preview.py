"""The preview as a closed room: what a hostile branch, page or address can do to it, in a real process and browser."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.running_preview import Preview, assert_not_reloaded, open_live, previewing
from tooling.benchmarks.sample_sites import make_site
from tooling.preview.access import NOT_FROM_THERE, NOT_SERVED, SCAN, find_lan_address
from tooling.preview.policy import FILE_POLICY, HEADERS

LOCAL = "Host: 127.0.0.1:PORT\r\n"
# A page, the home page, a missing one, a feed, a picture, an icon, our scripts, the project's name, a redirect
ADDRESSES = [
    "/uses/acne/", "/", "/no-such/", "/feed.xml", "/images/face.svg", "/icons/favicon.svg", "/livereload.js",
    "/preview/client.js", "/preview/project", "/uses/acne", "/livereload",
]  # fmt: skip
FORWARDED = ("warm-hat-8000.example", "other.example:8443")  # as a Codespace calls a port
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A face</title></svg>\n'


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview whose pages hold what no page may, put there by way of a template."""
    folder = make_site(tmp_path_factory.mktemp("closed") / "site", 5)
    (folder / "content/images").mkdir(exist_ok=True)
    (folder / "content/images/face.svg").write_text(PICTURE, encoding="utf-8")
    frame = folder / "theme/templates/page.html"
    text = frame.read_text(encoding="utf-8")
    hostile = (
        "<script>document.title = 'ran'</script><script src='/images/face.svg'></script>"
        "<script src='data:text/javascript,document.title=1'></script>"
        "<img src='/none' onerror='document.title = 2' alt=''><p id='styled' style='color: rgb(1, 2, 3)'>A</p>"
        "<style>#styled { color: rgb(4, 5, 6) }</style><base href='http://127.0.0.1:9/'>"
        "<a id='link' href='javascript:document.title = 3'>A</a>"
        "<script type='module'>document.title = 4</script>"
        "<script type='application/ld+json'>{}</script>"
    )
    frame.write_text(text.replace("{% block content %}", "{% block content %}" + hostile, 1), encoding="utf-8")
    with previewing(folder, *(flag for name in FORWARDED for flag in ("--host", name))) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def get(path: str, headers: str = LOCAL, method: str = "GET") -> str:
    """Return the text of a request."""
    return f"{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_foreign_host_or_origin_is_answered_nowhere(preview: Preview, path: str) -> None:
    """Also when Origin agrees with it, and when the browser calls that the same origin."""
    upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    rebound = "Host: evil.example:PORT\r\n"
    for more in ("", upgrade, "Sec-Fetch-Site: same-origin\r\n", f"Origin: http://evil.example:PORT\r\n{upgrade}"):
        status, _, body = preview.ask(get(path, rebound + more))
        assert (status, body.decode()) == (403, f"{NOT_SERVED}\n")
    for origin in ("http://evil.example", "http://localhost:PORT", "https://127.0.0.1:PORT", "null"):
        status, _, body = preview.ask(get(path, f"{LOCAL}Origin: {origin}\r\nSec-Fetch-Site: same-origin\r\n{upgrade}"))
        assert (status, body.decode()) == (403, f"{NOT_FROM_THERE}\n")


def test_a_picture_and_an_icon_are_served(preview: Preview) -> None:
    """Those that the library and the theme know."""
    status, headers, body = preview.ask(get("/images/face.svg"))
    assert (status, headers["content-type"], body.decode()) == (200, "image/svg+xml", PICTURE)
    icon = preview.folder / "theme/static/public/icons/favicon.svg"
    assert preview.ask(get("/icons/favicon.svg"))[2] == icon.read_bytes()
    assert preview.ask(get("/icons/../icons/favicon.svg"))[0] == 404
    assert preview.ask(get("/icons/"))[0] == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_has_a_policy(preview: Preview, path: str, method: str) -> None:
    """Pages and files, answers and refusals."""
    _, headers, _ = preview.ask(get(path, method=method))
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
    policy = headers["content-security-policy"]
    assert policy == FILE_POLICY or re.search(r"script-src 'nonce-[\w-]{22}';", policy)
    assert "unsafe" not in policy


def test_a_port_that_ssh_forwards_is_answered(preview: Preview) -> None:
    """The browser at the other end calls us by its own port."""
    status, headers, _ = preview.ask(get("/uses/acne/", "Host: localhost:12345\r\nOrigin: http://localhost:12345\r\n"))
    assert status == 200
    assert "connect-src 'self' ws://localhost:12345;" in headers["content-security-policy"]


@pytest.mark.parametrize("name", FORWARDED)
def test_each_name_that_the_command_was_given_is_answered_over_https_alone(preview: Preview, name: str) -> None:
    assert preview.ask(get("/uses/acne/", f"Host: {name}\r\nOrigin: https://{name}\r\n"))[0] == 200
    for wrong in (f"http://{name}", "https://evil.example", "null"):
        assert preview.ask(get("/uses/acne/", f"Host: {name}\r\nOrigin: {wrong}\r\n"))[0] == 403
    assert f"Over https: https://{name}/\n" in preview.report


def test_a_link_is_not_followed_even_one_that_takes_a_files_place(preview: Preview) -> None:
    """A picture that the gate has passed, and then its folder, are replaced by links to what is private."""
    private = preview.folder.parent / "private"
    private.mkdir()
    (private / "face.svg").write_text("the secret", encoding="utf-8")
    (private / "favicon.svg").write_text("the secret", encoding="utf-8")
    images = preview.folder / "content/images"
    assert preview.ask(get("/images/face.svg"))[2].decode() == PICTURE
    (images / "linked.svg").symlink_to(private / "face.svg")
    (preview.folder / "content/extra").mkdir(exist_ok=True)
    (preview.folder / "content/extra/linked.txt").symlink_to(private / "face.svg")
    (preview.folder / "content/images/all").symlink_to(private)
    preview.wait_for("uses/acne/", "A symbolic link")
    asked = ["/images/linked.svg", "/extra/linked.txt", "/linked.txt", "/images/all/face.svg", "/images/../face.svg"]
    (images / "face.svg").unlink()
    (images / "face.svg").symlink_to(private / "face.svg")
    answers = [preview.ask(get(path)) for path in [*asked, "/images/face.svg"] for _ in range(20)]
    (images / "face.svg").unlink()
    images.rename(images.with_name("away"))
    images.symlink_to(private)
    icons = preview.folder / "theme/static/public/icons"
    icons.rename(icons.with_name("away"))
    icons.symlink_to(private)
    answers += [preview.ask(get(path)) for path in ("/images/face.svg", "/icons/favicon.svg") for _ in range(20)]
    assert {status for status, _, _ in answers} == {404}
    assert not any(b"the secret" in body for _, _, body in answers)
    images.unlink()
    images.with_name("away").rename(images)
    icons.unlink()
    icons.with_name("away").rename(icons)
    for link in ("linked.svg", "all", "../extra/linked.txt"):
        (images / link).unlink()
    (images / "face.svg").write_text(PICTURE, encoding="utf-8")


def test_nothing_of_a_page_runs_or_goes_out_and_our_script_does(preview: Preview, page: Page) -> None:
    """Scripts in the page, in a file, in an attribute and in a link; styles outside the head; a base."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_live(page, f"{preview.address}about/")
    title = page.title()
    assert title not in ("ran", "1", "2", "3", "4")
    page.locator("#link").evaluate("element => element.click()")
    page.wait_for_timeout(200)
    assert page.title() == title
    assert page.locator("#styled").evaluate("element => getComputedStyle(element).color") not in (
        "rgb(1, 2, 3)",
        "rgb(4, 5, 6)",
    )
    assert all(url.startswith((preview.address, "data:", preview.address.replace("http", "ws"))) for url in asked)
    assert page.locator("preview-host").count() == 1


def test_what_a_save_brings_into_a_page_runs_neither(preview: Preview, page: Page) -> None:
    """The page is changed in place, by our script, which may run."""
    open_live(page, f"{preview.address}uses/acne/")
    template = preview.folder / "theme/templates/use.html"
    good = template.read_text(encoding="utf-8")
    added = "<script>document.title = 'ran'</script><img src='/x' alt='' onerror='document.title = 5'><h1"
    template.write_text(good.replace("<h1", added, 1), encoding="utf-8")
    expect(page.locator("img[onerror]")).to_be_attached()
    page.wait_for_timeout(200)
    assert page.title() not in ("ran", "5")
    template.write_text(good, encoding="utf-8")
    expect(page.locator("img[onerror]")).not_to_be_attached()


def test_no_id_and_no_mark_of_content_stands_for_the_facts(preview: Preview, page: Page) -> None:
    """They are an attribute of the element that runs. Our own marks in a page are words like any other."""
    template = preview.folder / "theme/templates/use.html"
    good = template.read_text(encoding="utf-8")
    marks = (
        "<h2 id='preview-facts'>{}</h2><!--preview--><p id='kept'>Kept.</p><!--/preview-->"
        "<script src='http://127.0.0.1:9/livereload.js'></script><preview-host></preview-host><h1"
    )
    template.write_text(good.replace("<h1", marks, 1), encoding="utf-8")
    preview.wait_for("uses/acne/", "Kept.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_live(page, f"{preview.address}uses/acne/")
    page.wait_for_timeout(500)
    assert sum(url.endswith("/uses/acne/") for url in asked) == 1
    expect(page.locator("#kept")).to_be_attached()
    preview.add_to("acne", "Words beside the marks.")
    expect(page.get_by_text("Words beside the marks.")).to_be_attached()
    expect(page.locator("#kept")).to_be_attached()
    assert_not_reloaded(page)
    template.write_text(good, encoding="utf-8")
    expect(page.locator("#kept")).not_to_be_attached()


USES = """<!doctype html><title>Elsewhere</title><body><script>
const at = "ADDRESS", got = [];
const make = (name, values) => new Promise((done) => {
  const element = Object.assign(document.createElement(name), values);
  element.onload = () => done(`${name} loaded`);
  element.onerror = () => done(`${name} refused`);
  document.body.append(element);
});
const listen = new Promise((done) => {
  const socket = new WebSocket(at.replace("http", "ws") + "livereload");
  socket.onopen = () => done("socket loaded");
  socket.onerror = () => done("socket refused");
});
const ask = (mode) => fetch(at + "uses/acne/", { mode }).then((answer) => `fetch ${answer.status}`, () => "fetch refused");
Promise.all([
  make("img", { src: at + "images/face.svg" }), make("script", { src: at + "preview/client.js" }),
  make("link", { rel: "stylesheet", href: at + "feed.xml" }), listen, ask("cors"), ask("no-cors"),
]).then((all) => { document.title = all.join(", "); });
</script><iframe src="ADDRESSuses/acne/"></iframe><a href="ADDRESSuses/acne/">Open</a>"""


@pytest.fixture
def elsewhere(preview: Preview) -> Iterator[str]:
    """The port of another site on this machine, whose page tries to use the preview in every way."""

    class OtherSite(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(USES.replace("ADDRESS", preview.address).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield str(server.server_port)
    server.shutdown()


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_another_site_can_link_to_the_preview_and_nothing_else(
    preview: Preview, page: Page, elsewhere: str, name: str
) -> None:
    """One that a browser calls cross-site, and one that it calls the same site: another port of this machine."""
    page.goto(f"http://{name}:{elsewhere}/")
    refused = "img refused, script refused, link refused, socket refused, fetch refused, fetch refused"
    if name == "127.0.0.1":  # CORP lets the same site have the answer, which is a refusal
        refused = refused.replace("fetch refused, fetch refused", "fetch refused, fetch 0")
    expect(page).to_have_title(re.compile("img .*"))
    assert page.title() in (refused, refused.replace("fetch 0", "fetch refused"))
    framed = [frame for frame in page.frames if frame is not page.main_frame]
    assert not any("acne" in frame.content() for frame in framed)
    page.get_by_text("Open").click()
    page.wait_for_url("**/uses/acne/")
    expect(page.locator("h1")).to_contain_text("acne")


def test_an_answer_that_failed_tells_no_path_of_this_machine(preview: Preview) -> None:
    """A template that cannot be drawn is named from the project's root."""
    template = preview.folder / "theme/templates/use.html"
    good = template.read_text(encoding="utf-8")
    template.write_text(good.replace("<h1", "{% include '<b>none.html' %}<h1", 1), encoding="utf-8")
    text = preview.wait_for("uses/acne/", "none.html")
    template.write_text(good, encoding="utf-8")
    assert preview.ask(get("/uses/acne/"))[0] in (200, 500)
    assert str(preview.folder) not in text
    assert "<b>none" not in text
    preview.wait_for("uses/acne/", "<h1")


def test_unfinished_requests_and_bodies_are_not_kept(preview: Preview) -> None:
    """300 of the one kind shut nobody out; 89 MB of the other are refused at once."""
    crowd = []
    for _ in range(300):
        connection = socket.create_connection(("127.0.0.1", preview.port))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 12")
        crowd.append(connection)
    begun = time.monotonic()
    assert preview.get("uses/acne/")[0] == 200
    assert time.monotonic() - begun < 5
    for connection in crowd:
        connection.close()
    assert preview.ask(get("/", f"{LOCAL}Content-Length: 89000000\r\n", "POST"))[0] == 405
    assert preview.ask(get("/", f"{LOCAL}Content-Length: 89000000\r\n"))[0] == 413


def test_new_finds_the_preview_through_the_door(preview: Preview) -> None:
    """`python3 tasks.py new` asks each port for its project."""
    assert preview.get("preview/project") == (200, str(preview.folder))


def test_lan_asks_for_the_code_of_the_picture(tmp_path: Path) -> None:
    """A phone scans it once; the address is clean then, and a fresh start asks for nothing new."""
    own = find_lan_address()
    assert own is not None, "this machine is in no network; the test needs one, as a phone would"
    host = f"Host: {own}:PORT\r\n"
    with previewing(make_site(tmp_path / "site", 5), "--lan") as running:
        for path in ("/uses/acne/", "/livereload", "/preview/project", "/preview/client.js", "/?code=guess"):
            status, _, body = running.ask(get(path, host), own)
            assert (status, body.decode()) == (403, f"{SCAN}\n")
        assert running.ask(get("/uses/acne/"))[0] == 200
        settings = running.folder / "pelicanconf.py"
        settings.write_text(settings.read_text(encoding="utf-8") + 'SITENAME = "Another name"\n', encoding="utf-8")
        running.wait_for("feed.xml", "Another name")
        found = re.search(rf"http://{re.escape(own)}:{running.port}/\?code=([\w-]{{22}})\n", running.report)
        assert found is not None, running.report
        code = found[1]
        status, headers, _ = running.ask(get(f"/uses/acne/?code={code}", host), own)
        assert (status, headers["location"]) == (302, "/uses/acne/")
        cookie = headers["set-cookie"].partition(";")[0]
        assert headers["set-cookie"] == f"{cookie}; Path=/; HttpOnly; SameSite=Strict"
        assert running.ask(get("/uses/acne/", f"{host}Cookie: {cookie}\r\n"), own)[0] == 200
        assert running.ask(get("/preview/project", f"{host}Cookie: {cookie}\r\n"), own)[0] == 404
