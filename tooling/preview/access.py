"""Decide who may ask, before anything is answered: this machine, and with --lan who has scanned the code.

Without this, a site that an editor visits could read the preview through their browser: by its websocket, by
a picture or a script, or by giving its own name the address 127.0.0.1 (DNS rebinding).
"""

import hmac
import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tornado.httputil import parse_cookie

from plugins.reading.names import parse_origin

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"([a-z0-9][a-z0-9.-]*|\[::1\])(?::([1-9][0-9]{0,4}))?")
PLAIN_PATH = re.compile(r"/(?:[\w.~%-]+/)*[\w.~%-]*", re.ASCII)
HTTP_PORT, HTTPS_PORT = 80, 443
METHODS = ("GET", "HEAD")
CODE = "code"  # the field of the address that a phone scans
WRITES = "/preview/edit/"  # the addresses at which content/ is written
LARGEST_BODY = 4_000_000  # bytes; a picture of 2 MB in base64, and room

NOT_ONE_HOST = "A request names one host, and a path of it."
NOT_SERVED = (
    "This address is not served here. Use the one that the terminal shows. If this is a forwarded port of yours, "
    'start the preview with "--host" and the name of this address.'
)
NOT_FROM_THERE = "Another site may not use this one."
SCAN = "Scan the code that the terminal shows, with the camera of this phone. It opens the preview."
ONLY_READING = "Pages can be read here, and nothing else."
NO_BODY = "A request may bring nothing along."
NO_WRITING = "Nothing can be changed from here. Start the preview on this machine without --lan, and open the address that it shows."
NOT_JSON = "What is written comes as JSON, with its length before it."
OLD_TOKEN = "This page was loaded before the preview was started. Load the page anew; what you typed is kept."  # noqa: S105
TOO_LARGE = "This is too large. A picture has 2 MB at most."


@dataclass(frozen=True)
class Request:
    """What is known of a request before it is answered.

    hosts, origins: the values of each such header. site, mode, destination: what the browser says of where it comes
    from (Sec-Fetch-Site, -Mode and -Dest), "" if it does not. client: the address of the other end.
    """

    method: str
    target: str
    hosts: list[str]
    client: str
    origins: list[str] = field(default_factory=list)
    site: str = ""
    mode: str = ""
    destination: str = ""
    cookies: str = ""
    has_body: bool = False
    token: str = ""
    kind: str = ""
    length: int | None = None


@dataclass(frozen=True)
class Refusal:
    """An answer instead of the one that was asked for."""

    status: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Access:
    """The names by which the preview may be called from the local network, its port, and the code of --lan.

    This machine may use any port: `ssh -L` has its own. code: None without --lan.
    https_names: of --host, by which a proxy on this machine hands on what came to it over https; "name" or "name:port".
    token: that each write brings along, made at each start and known to our own pages alone; None where nobody may write.
    is_rewritten: of --codespace, whose proxy may write the name of this port in place of the page's own Host and Origin.
    """

    lan_names: frozenset[str]
    port: int
    code: str | None = None
    https_names: frozenset[str] = frozenset()
    token: str | None = None
    is_rewritten: bool = False

    def refuse(self, request: Request) -> Refusal | None:
        """Return why a request is not answered, or None if it may pass."""
        if len(request.hosts) != 1:
            return Refusal(400, NOT_ONE_HOST)
        host = request.hosts[0]
        if not self.admits_host(host):
            return Refusal(403, NOT_SERVED)
        if not request.target.startswith("/"):
            return Refusal(400, NOT_ONE_HOST)
        if not all(self.admits_origin(origin, host) for origin in request.origins) or is_used_by_another_site(request):
            return Refusal(403, NOT_FROM_THERE)
        if (refusal := self._refuse_without_code(request)) is not None:
            return refusal
        if request.method == "POST" and request.target.startswith(WRITES):
            return self._refuse_writing(request)
        if request.method not in METHODS:
            return Refusal(405, ONLY_READING, {"Allow": ", ".join(METHODS)})
        return Refusal(413, NO_BODY) if request.has_body else None

    def _refuse_writing(self, request: Request) -> Refusal | None:
        """Let write only a page of our own, on this machine or behind its proxy, which knows the token of this start."""
        if self.token is None or not (
            self.is_near(request.client, request.hosts[0]) or self._is_https(request.hosts[0])
        ):
            return Refusal(403, NO_WRITING)
        if len(request.origins) != 1 or request.site not in ("", "same-origin"):
            return Refusal(403, NOT_FROM_THERE)
        if not is_same_word(request.token, self.token):
            return Refusal(403, OLD_TOKEN)
        if request.kind != "application/json" or request.length is None:
            return Refusal(415, NOT_JSON)
        return Refusal(413, TOO_LARGE) if request.length > LARGEST_BODY else None

    def admits_host(self, host: str) -> bool:
        """Tell whether the Host header of a request names this server."""
        return self._is_plain(host) or self._is_https(host)

    def admits_origin(self, origin: str, host: str) -> bool:
        """Tell whether an Origin header has scheme, name and port of the Host header beside it."""
        scheme, _, place = origin.partition("://")
        if self.is_rewritten and self._names_this_preview(scheme, place):
            return self.admits_host(host)
        if scheme == "https":
            return self._is_https(host) and secure_place(place) == secure_place(host)
        return self._is_plain(host) and is_same_origin(origin, host)

    def is_near(self, client: str, host: str) -> bool:
        """Tell whether a program or browser of this machine asks; what a proxy on it hands on comes from elsewhere."""
        return is_this_machine(client) and not self._is_https(host)

    def socket_origin(self, host: str) -> str:
        """Return where a page that was called by this host finds its websocket; several places, if its proxy hides them."""
        own = f"{'wss' if self._is_https(host) else 'ws'}://{host}"
        return " ".join([own, *(f"wss://{name}" for name in sorted(self.https_names) if self.is_rewritten)])

    def _is_plain(self, host: str) -> bool:
        parts = split_host(host)
        return parts is not None and (parts[0] in OWN_NAMES or (parts[0] in self.lan_names and parts[1] == self.port))

    def _names_this_preview(self, scheme: str, place: str) -> bool:
        is_port = scheme in ("http", "https") and place.lower() == f"localhost:{self.port}"
        return is_port or (scheme == "https" and self._is_https(place))

    def _is_https(self, host: str) -> bool:
        return secure_place(host) in self.https_names

    def cookie_name(self) -> str:
        """Return the name of the cookie that keeps the code: one for each preview, for cookies know no ports."""
        return f"preview-{self.port}"

    def _refuse_without_code(self, request: Request) -> Refusal | None:
        """Let pass this machine, and who has the cookie.

        Who brings the code in the address gets the cookie, and an address without the code.
        """
        code = self.code
        is_https = self._is_https(request.hosts[0])
        if code is None or self.is_near(request.client, request.hosts[0]):
            return None
        path, _, query = request.target.partition("?")
        given = parse_qs(query).get(CODE)
        if given and is_same_word(given[0], code):
            cookie = f"{self.cookie_name()}={code}; Path=/; HttpOnly; SameSite=Strict{'; Secure' if is_https else ''}"
            # Only a path that is plainly one of ours: a browser takes "//elsewhere" for another site
            place = path if PLAIN_PATH.fullmatch(path) else "/"
            return Refusal(302, "", {"Location": place, "Set-Cookie": cookie})
        if is_same_word(parse_cookie(request.cookies).get(self.cookie_name(), ""), code):
            return None
        return Refusal(403, SCAN)


def split_host(host: str) -> tuple[str, int] | None:
    """Return the lower-case name and the port of a Host header, or None if it is none that we take."""
    match = HOST.fullmatch(host.lower())
    if match is None or int(match[2] or HTTP_PORT) > 65535:
        return None
    return match[1], int(match[2] or HTTP_PORT)


def secure_place(host: str) -> str:
    """Return a lower-case host, without the port that https has anyway; nothing, if it is none that we take."""
    host = host.lower()
    return host.removesuffix(f":{HTTPS_PORT}") if split_host(host) else ""


def read_names(names: Iterable[str]) -> frozenset[str]:
    """Return the names of --host, "name" or "name:port", with or without "https://". Raises ValueError."""
    origins = (parse_origin(name if "://" in name else f"https://{name}") for name in map(str.strip, names))
    return frozenset(origin.removeprefix("https://") for origin in origins)


def is_same_origin(origin: str, host: str) -> bool:
    """Tell whether an Origin header has scheme, name and port of the Host header beside it."""
    parts = split_host(origin.removeprefix("http://")) if origin.startswith("http://") else None
    return parts is not None and parts == split_host(host)


def is_used_by_another_site(request: Request) -> bool:
    """Tell whether a page of another site asks. It may link to us: then the editor sees our page, and it nothing."""
    if request.site in ("", "same-origin", "none"):
        return False
    return not (request.method == "GET" and request.mode == "navigate" and request.destination == "document")


def is_this_machine(client: str) -> bool:
    """Tell whether the other end of a connection is on this machine."""
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False


def is_same_word(given: str, wanted: str) -> bool:
    """Compare in a time that does not tell how much of a guess was right."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def make_access(
    port: int,
    lan_address: str | None,
    code: str | None = None,
    https_names: frozenset[str] = frozenset(),
    token: str | None = None,
) -> Access:
    """Return who may ask.

    lan_address: of this machine in the local network, or None to stay on this machine.
    code: that others than this machine must bring along; None without --lan. https_names: as `read_names` gives them.
    token: that each write brings along. With a code nobody may write: others than the editor look on.
    """
    if code is not None:
        token = None
    if not lan_address:
        return Access(frozenset(), port, code, https_names, token)
    own = f"{socket.gethostname().lower().removesuffix('.local')}.local"
    return Access(frozenset({lan_address, own}), port, code, https_names, token)


def find_lan_address() -> str | None:
    """Return the address of this machine in the local network, or None without one. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737); a datagram socket only looks
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if address.startswith("127.") else address
