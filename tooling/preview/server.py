"""Serve the page table with livereload's server and websocket."""

import asyncio
import contextlib
import json
import mimetypes
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import RequestHandler
from tornado.websocket import WebSocketClosedError

from plugins.problems.failures import explain_template_error
from plugins.problems.problem import Problem
from tooling.manifest import TYPES
from tooling.preview.access import WRITES, Access
from tooling.preview.door import LARGEST_MESSAGE, BoundedServer, ClosedRoom
from tooling.preview.editing import Answer, answer_verb, refusal
from tooling.preview.page import inject, not_found_page, waiting_page
from tooling.preview.policy import POLICY, make_nonce, page_policy
from tooling.preview.session import Session

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = (
    "idiomorph.js", "client.js", "panel_style.js", "panel.js", "room.js", "pick.js", "tools.js", "pens.js", "kept.js",
    "saving.js", "problems.js", "conflict.js", "editor.js", "form_style.js", "parts.js", "controls.js", "source_picker.js",
    "faults.js", "field_problems.js", "fields.js", "lists.js", "form_saving.js", "forms.js", "new_form.js", "form_ends.js",
    "pages.js", "changes.js", "sending.js",
)  # fmt: skip
JSON = "application/json"
FAILED = (
    "The preview itself has failed; its window says why. What you typed is kept here. Show a developer what it says."
)
NOT_UNDERSTOOD = 1003  # RFC 6455, section 7.4.1: data of a kind that cannot be accepted


class Shared(RequestHandler):
    """What all handlers know."""

    def initialize(self, session: Session, access: Access) -> None:
        """Take what all handlers share."""
        self.session = session
        self.access = access

    def compute_etag(self) -> None:
        """Name no version: a browser keeps nothing of the preview."""


class ClientScript(Shared):
    """Our script, after the library that it needs."""

    def get(self) -> None:
        """Answer with both in one."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish("\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS))

    head = get


class ProjectName(Shared):
    """Says which project this is a preview of, to `python3 tasks.py new` on this machine."""

    def get(self) -> None:
        """Answer with the path of its folder."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if not self.access.is_near(str(self.request.remote_ip), self.request.host):
            self.set_status(404)
            return
        self.finish(str(self.session.project))

    head = get


class LiveReloadScript(Shared, LiveReloadJSHandler):
    """livereload's own client."""

    head = LiveReloadJSHandler.get


class Editing(Shared):
    """What our own page asks for when content/ is edited there. The door has asked for origin, token and kind."""

    async def post(self, verb: str) -> None:
        """Do what is asked, and answer with the page as it is after that, so that a save shows at once."""
        status, answer = await answer_verb(self.session, verb, self.request.body)
        self.answer(status, answer)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in words that the preview itself has failed; why stands in the terminal."""
        self.answer(status_code, refusal(FAILED))

    def answer(self, status: int, told: Answer) -> None:
        """Answer in JSON."""
        self.set_status(status)
        self.set_header("Content-Type", JSON)
        self.finish(json.dumps(told, ensure_ascii=False))


class SitePage(Shared):
    """Any address of the site: a page of the table, or a file that is copied as it is."""

    def get(self, path: str) -> None:
        """Answer with the page as it is now on the disk, whether a notice of its last save has come or not."""
        self.session.refresh()
        name = f"{path}index.html" if path.endswith("/") or not path else path
        site = self.session.site
        if site is not None and (file := site.static_file(name)) is not None:
            self.send_file(name, file)
            return
        try:
            text = site.page(name) if site is not None else ""
        except KeyError:
            text = None
        except Exception as error:
            self.send_page(waiting_page(), name, [explain_template_error(error, "", self.session.project)], status=500)
            return
        if text is None and site is not None and f"{name}/index.html" in site.addresses():
            self.redirect(f"/{path}/")
        elif text is None or site is None:
            self.send_missing(path, name)
        elif name.endswith(".html"):
            self.send_page(text, name)
        else:
            self.set_header("Content-Type", f"{guess_type(name)}; charset=utf-8")
            self.finish(text)

    head = get

    def send_missing(self, path: str, name: str) -> None:
        """Answer that there is no such page, or none yet."""
        if self.session.has_nothing_to_show():
            self.send_page(waiting_page(), name, status=503)
        else:
            addresses = [address.removesuffix("index.html") for address in self.session.addresses()]
            self.send_page(not_found_page(path, addresses), name, status=404)

    def send_page(self, text: str, name: str, more: list[Problem] | None = None, status: int = 200) -> None:
        """Answer with a page, and what the browser is told beside it: in the page, or to our script in JSON."""
        self.set_status(status)
        facts = self.session.facts(name, text, more or [])
        if self.request.headers.get("Accept") == JSON:
            self.set_header("Content-Type", JSON)
            self.finish(json.dumps({"page": text, "facts": vars(facts)}, ensure_ascii=False))
            return
        nonce = make_nonce()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header(POLICY, page_policy(text, nonce, self.access.socket_origin(self.request.host)))
        self.finish(inject(text, facts, nonce))

    def send_file(self, name: str, content: bytes) -> None:
        """Answer with a picture or the like."""
        self.set_header("Content-Type", guess_type(name))
        self.finish(content)


def guess_type(name: str) -> str:
    """Return the media type of a file."""
    return TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


class Socket(LiveReloadHandler):
    """livereload's websocket. It is told of changes by us, so neither its polling nor its 3 seconds apply."""

    def initialize(self, session: Session, access: Access) -> None:
        """Take what all handlers share."""
        self.session = session
        self.access = access

    def check_origin(self, origin: str) -> bool:
        """Let only our own pages listen. The door has asked already; Tornado asks only if its own rules do not."""
        return self.access.admits_origin(origin, self.request.host)

    def on_message(self, message: str | bytes) -> None:
        """Answer the handshake; a browser that has missed something while it was away is told at once."""
        told = read_message(message)
        if told is None:
            self.close(NOT_UNDERSTOOD)
            return
        super().on_message(message)
        if told["command"] == "info":
            self.session.listeners.add(self)
            if news := self.session.news_since(seen_version(told)):
                self.hear(news)

    def send_message(self, message: dict[str, Any]) -> None:
        """Send, unless the browser has gone: livereload would print a traceback, and Tornado another one later."""
        with contextlib.suppress(WebSocketClosedError):
            asyncio.ensure_future(self.write_message(message)).add_done_callback(forget_failure)

    def hear(self, news: str) -> None:
        """Pass on what the session says, in livereload's words for: look again."""
        self.send_message({"command": "reload", "path": news, "liveCSS": True, "liveImg": True})

    def on_close(self) -> None:
        """Forget a browser that has gone."""
        super().on_close()
        self.session.listeners.discard(self)


def forget_failure(sent: asyncio.Future[None]) -> None:
    """Take note that a message was not sent: the browser has gone, and will look again when it comes back."""
    if not sent.cancelled():
        sent.exception()


def read_message(message: str | bytes) -> dict[str, Any] | None:
    """Return what a browser says on the websocket, or None if it is no word of livereload's client."""
    try:
        told = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and told.get("command") in ("hello", "info") else None


def seen_version(told: dict[str, Any]) -> str:
    """Return the version of the site that a browser shows, as our plugin of livereload's client tells it."""
    for name in ("plugins", "preview", "seen"):
        told = told.get(name, {}) if isinstance(told, dict) else {}
    return str(told)


def make_application(session: Session, access: Access) -> ClosedRoom:
    """Return the application of a session; it answers only whom the access lets pass."""
    shared = {"session": session, "access": access}
    return ClosedRoom(
        access,
        [
            (r"/livereload", Socket, shared),
            (r"/livereload\.js", LiveReloadScript, shared),
            (r"/preview/client\.js", ClientScript, shared),
            (r"/preview/project", ProjectName, shared),
            (rf"{WRITES}([a-z-]+)", Editing, shared),
            (r"/(.*)", SitePage, shared),
        ],
        log_function=lambda handler: None,
        websocket_ping_interval=20,
        websocket_ping_timeout=20,
        websocket_max_message_size=LARGEST_MESSAGE,
    )


def make_server(session: Session, access: Access) -> BoundedServer:
    """Return the server of a session, which holds so many connections and no more."""
    return BoundedServer(make_application(session, access))
