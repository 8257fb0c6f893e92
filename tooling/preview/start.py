"""The terminal's side of the preview: port, browser, the address for a phone, Ctrl-C, a fresh start."""

import asyncio
import contextlib
import http.client
import os
import secrets
import socket
import sys
import time
import webbrowser
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.netutil import bind_sockets

from plugins.memory.steps import own_memory
from plugins.problems.problem import Problem
from plugins.reading.project_file import missing_folders
from tooling.environment import run_and_wait
from tooling.preview.access import CODE, Access, find_lan_address, make_access, read_names
from tooling.preview.codespace import PORT as CODESPACE_PORT
from tooling.preview.codespace import codespace_names
from tooling.preview.interrupts import hear_interrupts, hold_interrupts
from tooling.preview.lookout import Lookout, say_once
from tooling.preview.server import make_server
from tooling.preview.session import Session, failure_problem
from tooling.preview.site import WarmSite

PROJECT = Path(__file__).resolve().parents[2]
FIRST_PORT, PORTS = 8000, 50
INHERITED = "PREVIEW_SOCKET"  # tells a fresh process the number of the open socket, so that no request is refused
INHERITED_PORT = "PREVIEW_PORT"  # where a socket cannot be handed on: the port that it is to take
INHERITED_CODE = "PREVIEW_CODE"  # and the code of --lan, so that a phone need not scan again
INHERITED_TOKEN = "PREVIEW_TOKEN"  # noqa: S105 and the token of writing, so that a page that is open goes on
CAN_BE_REPLACED = os.name != "nt"  # a process by another one, with its sockets
LAST_ANSWER = 0.05  # seconds to send an answer in, before a fresh process takes over
DAY_ASKED = 1.0  # seconds between two looks at the calendar
SLOW = 1.0  # seconds until a progress bar is shown
WIDEST = 79  # signs of its line, more than it ever has


class NoFreePortError(Exception):
    """No port is free; the message says what to do."""


class RunsAlready(Exception):
    """A preview of this very project answers at a port that was tried."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(port)


def preview_site(
    lan: bool = False,
    open_browser: bool = True,
    port: int | None = None,
    at: str = "",
    hosts: Iterable[str] = (),
    codespace: bool = False,
    project: Path = PROJECT,
) -> None:
    """Serve the site until Ctrl-C.

    at: the address to open. hosts: names by which a proxy on this machine hands on what came to it over https.
    codespace: whether the forwarded port of the Codespace or container that this runs in is answered too.
    Raises SystemExit with a message when it cannot.
    """
    with contextlib.suppress(KeyboardInterrupt):
        hear_interrupts()  # a process that has started afresh holds them until here
        os.chdir(project)
        if codespace:
            port = port or CODESPACE_PORT
            hosts = [*hosts, *codespace_names(os.environ, port)]
        names = forwarded_names(hosts)
        inherited, code = os.environ.pop(INHERITED, None), os.environ.pop(INHERITED_CODE, None)
        same = int(os.environ.pop(INHERITED_PORT, "0"))
        code = (code or secrets.token_urlsafe(16)) if lan else None
        token = os.environ.pop(INHERITED_TOKEN, None) or secrets.token_urlsafe(16)
        host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104 (asked for with --lan)
        try:
            sockets = [socket.socket(fileno=int(inherited))] if inherited else listen(host, same or port, project, lan)
        except NoFreePortError as problem:
            raise SystemExit(str(problem)) from None
        except RunsAlready as running:
            print(f"The preview of this folder runs already: http://127.0.0.1:{running.port}/{at}", flush=True)
            show(running.port, at, open_browser)
            return
        own_port = sockets[0].getsockname()[1]
        lan_address = find_lan_address() if lan else None
        access = replace(make_access(own_port, lan_address, code, names, token), is_rewritten=codespace)
        lookout = Lookout(project)  # before anything is read, so that nothing is saved in between
        session = Session(project, restart=lambda: restart_soon(session, sockets[0], code))
        session.token = access.token
        try:
            session.site, session.failure = first_pass(project)
            if not (inherited or same):
                greet(access, lan_address, session)
                show(own_port, at, open_browser)
            asyncio.run(serve(session, access, sockets, lookout))
        finally:
            lookout.stop()
            session.stop()  # Python would wait for the process that judges, which waits for somebody to listen
    print()


def forwarded_names(hosts: Iterable[str]) -> frozenset[str]:
    """Return the names of --host. Raises SystemExit for what is no name."""
    try:
        return read_names(hosts)
    except ValueError as problem:
        raise SystemExit(f"--host: {problem}") from None


def show(port: int, at: str, open_browser: bool) -> None:
    """Open an address of the preview in the browser, where there is somebody to look at it."""
    if open_browser and not os.environ.get("CI"):
        webbrowser.open(f"http://127.0.0.1:{port}/{at}")


async def serve(session: Session, access: Access, sockets: list[socket.socket], lookout: Lookout) -> None:
    """Answer requests and take in saves, for ever."""
    server = make_server(session, access)
    server.add_sockets(sockets)
    loop = IOLoop.current()
    watch_saves(lookout, session)

    def hang_up() -> None:
        lookout.stop()
        server.hang_up()

    session.hang_up = hang_up
    PeriodicCallback(session.turn_day, DAY_ASKED * 1000).start()
    if session.site is not None and session.site.judging is not None:
        answer = session.site.judging.receiver.fileno()

        def hear(*_: object) -> None:
            loop.remove_handler(answer)
            session.judged()

        loop.add_handler(answer, hear, loop.READ)
    await asyncio.Event().wait()


def watch_saves(lookout: Lookout, session: Session) -> None:
    """Hand each save to the session; say in the terminal and in the banner of each page if the system tells of none."""

    def say(why: str) -> None:
        say_once(why)
        session.say_unheard(why)

    lookout.say = say
    lookout.start(session.saved)
    session.look, session.look_at = lookout.look_before_page, lookout.look_at


def listen(host: str, wanted: int | None, project: Path = PROJECT, lan: bool = False) -> list[socket.socket]:
    """Take the wanted port, or the first free one from 8000 on.

    Raises NoFreePortError, and RunsAlready where a preview of this project has one of those that were tried. With --lan
    it may be one that no phone reaches.
    """
    if wanted is not None and not 1 <= wanted <= 65535:
        raise NoFreePortError(
            f"A port is a number from 1 to 65535, and {wanted} is none. Write another one, or leave --port out."
        )
    for port in [wanted] if wanted is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        with contextlib.suppress(OSError):
            return bind_sockets(port, host, family=socket.AF_INET)
        if not lan and is_preview_of(project, port):
            raise RunsAlready(port)
    if wanted is not None:
        raise NoFreePortError(f"Port {wanted} is taken by another program. Stop that one, or leave --port out.")
    raise NoFreePortError(
        f"All ports from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are taken. Stop another preview first."
    )


def find_running(project: Path) -> int | None:
    """Return the port of a preview of this very project, if one runs."""
    return next((port for port in range(FIRST_PORT, FIRST_PORT + PORTS) if is_preview_of(project, port)), None)


def is_preview_of(project: Path, port: int) -> bool:
    """Tell whether a preview of this very project answers at a port of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/preview/project")
        return connection.getresponse().read(4096) == str(project).encode()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def first_pass(project: Path) -> tuple[WarmSite | None, list[Problem]]:
    """Read the whole site. Returns it, or None and why not: the settings cannot be read, for example.

    Raises SystemExit for variables of the environment that are not right: saving a file would not mend them.
    """
    if gone := missing_folders(project):
        return None, gone
    bar = ProgressBar()
    site = None
    try:
        site = WarmSite(project, own_memory(holds=True))
        problems = site.settings["KNOWN"].environment.problems
        if not problems:
            site.start(bar.show, judge_behind=True)
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        if site is not None:
            site.stop()  # or Python would wait at its end for the process that judges
        if isinstance(error, KeyboardInterrupt):
            raise
        return None, [failure_problem(error)]
    finally:
        bar.clear()
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    return site, []


class ProgressBar:
    """One line in the terminal, shown when the first pass takes longer than a second."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.is_shown = False

    def show(self, done: int, count: int) -> None:
        """Show how far it is."""
        if count and time.monotonic() - self.start > SLOW and sys.stderr.isatty():
            filled = 40 * done // count
            sys.stderr.write(f"\rReading {'█' * filled}{'░' * (40 - filled)} {done} of {count} pages")
            sys.stderr.flush()
            self.is_shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self.is_shown:
            sys.stderr.write(f"\r{' ' * WIDEST}\r")
            sys.stderr.flush()


def greet(access: Access, lan_address: str | None, session: Session) -> None:
    """Say where the preview is, for a phone also as a QR code, and how to end it.

    lan_address: of this machine, for a phone; None without --lan.
    """
    print(f"Preview: http://127.0.0.1:{access.port}/")
    code = f"?{CODE}={access.code}" if access.code else ""
    if lan_address:
        import segno  # here, since few ask for it

        phone = f"http://{lan_address}:{access.port}/{code}"
        print(f"On a phone in the same network, scan this code, or type: {phone}")
        segno.make(phone).terminal(compact=True)
    for name in sorted(access.https_names):
        print(f"Over https: https://{name}/{code}")
    for problem in session.errors():
        print(problem, file=sys.stderr)
    print("Ctrl-C ends it.", flush=True)


def restart_soon(session: Session, listening: socket.socket, code: str | None) -> None:
    """Start afresh when the answer that is being given has been sent."""
    IOLoop.current().call_later(LAST_ANSWER, start_afresh, session, listening, code)


def start_afresh(session: Session, listening: socket.socket, code: str | None) -> None:
    """Put a fresh process in the place of this one, on the same port: the settings or Python have changed.

    code: of --lan, which stays the same; None without. Where that is not possible, this one lets go of the port, starts
    a fresh one, and waits for its end: who has started this one waits for this one.
    """
    session.stop()
    if CAN_BE_REPLACED:
        listening.set_inheritable(True)
        os.environ[INHERITED] = str(listening.fileno())
    else:
        os.environ[INHERITED_PORT] = str(listening.getsockname()[1])
    if code is not None:
        os.environ[INHERITED_CODE] = code
    if session.token is not None:
        os.environ[INHERITED_TOKEN] = session.token
    sys.stdout.flush()
    command = [sys.executable, *sys.orig_argv[1:]]
    if not CAN_BE_REPLACED:
        session.hang_up()
        os._exit(run_and_wait(command))  # type: ignore[no-untyped-call]  # (read by old Pythons, too)
    hold_interrupts()  # or Ctrl-C would meet Python half way into its modules
    os.execv(sys.executable, command)  # noqa: S606 (ourselves)
