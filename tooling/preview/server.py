"""Serve the page table with livereload's server and websocket."""

import json
import mimetypes
import traceback
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.web import Application, RequestHandler

from plugins.problem import Problem
from tooling.preview.access import Access
from tooling.preview.desk import Desk
from tooling.preview.page import inject, not_found_page, waiting_page

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("idiomorph.js", "client.js")


class Guarded(RequestHandler):
    """Answers only who calls the preview by its own name; nothing may be kept by a browser."""

    def initialize(self, desk: Desk, access: Access) -> None:
        """Take what all handlers share."""
        self.desk = desk
        self.access = access

    def prepare(self) -> None:
        """Refuse a page of another site that has pointed its name at this machine."""
        if not self.access.admits_host(self.request.host):
            self.set_status(403)
            self.finish("This preview answers under its own address alone.")

    def set_default_headers(self) -> None:
        """Ask the browser to keep nothing."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")


class ClientScript(Guarded):
    """Our script, after the library that it needs."""

    def get(self) -> None:
        """Answer with both in one."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish("\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS))


class ProjectName(Guarded):
    """Says which project this is a preview of, to `python3 tasks.py new`."""

    def get(self) -> None:
        """Answer with the path of its folder."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(str(self.desk.project))


class LiveReloadScript(Guarded, LiveReloadJSHandler):
    """livereload's own client."""


class SitePage(Guarded):
    """Any address of the site: a page of the table, or a file that is copied as it is."""

    def get(self, path: str) -> None:
        """Answer with the page as it is now."""
        name = f"{path}index.html" if path.endswith("/") or not path else path
        site = self.desk.site
        if site is not None and (file := site.static_file(name)) is not None:
            self.send_file(file)
            return
        try:
            text = site.page(name) if site is not None else ""
        except KeyError:
            text = None
        except Exception as error:
            self.send_page(waiting_page(), name, [explain_error(error, self.desk.project)], status=500)
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
        if self.desk.has_nothing_to_show():
            self.send_page(waiting_page(), name, status=503)
        else:
            addresses = [address.removesuffix("index.html") for address in self.desk.addresses()]
            self.send_page(not_found_page(path, addresses), name, status=404)

    def send_page(self, text: str, name: str, more: list[Problem] | None = None, status: int = 200) -> None:
        """Answer with a page, and what the browser is told beside it."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(inject(text, self.desk.facts(name, text, more or [])))

    def send_file(self, file: Path) -> None:
        """Answer with the source of a picture or the like."""
        self.set_header("Content-Type", guess_type(file.name))
        self.finish(file.read_bytes())


def guess_type(name: str) -> str:
    """Return the media type of a file."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def explain_error(error: Exception, project: Path) -> Problem:
    """Say in which template a page could not be drawn."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "templates" in frame.filename]
    file, line = (frames[-1].filename, frames[-1].lineno or 1) if frames else ("theme/templates", 1)
    if isinstance(error, TemplateError) and getattr(error, "filename", None):
        file, line = str(error.filename), getattr(error, "lineno", 1)  # type: ignore[attr-defined]
    name = Path(file).relative_to(project).as_posix() if Path(file).is_relative_to(project) else file
    told = f"The page could not be drawn ({type(error).__name__}: {error}). Correct the template."
    return Problem(name, line, 1, "template", told)


class Socket(LiveReloadHandler):
    """livereload's websocket. It is told of changes by us, so neither its polling nor its 3 seconds apply."""

    def initialize(self, desk: Desk, access: Access) -> None:
        """Take what all handlers share."""
        self.desk = desk
        self.access = access

    def check_origin(self, origin: str) -> bool:
        """Let only our own pages listen."""
        return self.access.admits_origin(origin) and self.access.admits_host(self.request.host)

    def on_message(self, message: str) -> None:
        """Answer the handshake; a browser that has missed something while it was away is told at once."""
        super().on_message(message)
        told = json.loads(message)
        if told.get("command") == "info":
            self.desk.sockets.add(self)
            seen = told.get("plugins", {}).get("preview", {}).get("seen")
            if news := self.desk.news_since(str(seen)):
                self.send_message(reload_message(news))

    def on_close(self) -> None:
        """Forget a browser that has gone."""
        super().on_close()
        self.desk.sockets.discard(self)


def reload_message(path: str) -> dict[str, Any]:
    """Return livereload's word for: look again."""
    return {"command": "reload", "path": path, "liveCSS": True, "liveImg": True}


def make_application(desk: Desk, access: Access) -> Application:
    """Return the server of a desk."""
    shared = {"desk": desk, "access": access}
    return Application(
        [
            (r"/livereload", Socket, shared),
            (r"/livereload\.js", LiveReloadScript, shared),
            (r"/preview/client\.js", ClientScript, shared),
            (r"/preview/project", ProjectName, shared),
            (r"/(.*)", SitePage, shared),
        ],
        log_function=lambda handler: None,
        websocket_ping_interval=20,
    )
