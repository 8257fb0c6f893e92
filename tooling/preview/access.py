"""Decide who may ask: this machine, and with --lan the local network. A page of another site may not.

Without this, a site that an editor visits could read the preview through their browser: by its websocket, or
by giving its own name the address 127.0.0.1 (DNS rebinding).
"""

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

OWN_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Access:
    """The names by which the preview may be called, and its port."""

    names: frozenset[str]
    port: int

    def admits_host(self, host: str) -> bool:
        """Tell whether the Host header of a request names this server."""
        parts = split_host(f"//{host}")
        return parts is not None and parts[0] in self.names and parts[1] in (self.port, None)

    def admits_origin(self, origin: str) -> bool:
        """Tell whether a websocket was opened by one of our own pages."""
        parts = split_host(origin) if origin.startswith("http://") else None
        return parts is not None and parts[0] in self.names and parts[1] == self.port


def split_host(url: str) -> tuple[str, int | None] | None:
    """Return the lower-case name and the port of an address, or None if it is none."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    return (name, port) if name else None


def make_access(port: int, lan_address: str | None) -> Access:
    """Return who may ask.

    lan_address: of this machine in the local network, or None to stay on this machine.
    """
    names = {*OWN_NAMES}
    if lan_address:
        names |= {lan_address, f"{socket.gethostname().lower().removesuffix('.local')}.local"}
    return Access(frozenset(names), port)


def find_lan_address() -> str | None:
    """Return the address of this machine in the local network, or None without one. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737); a datagram socket only looks
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if address.startswith("127.") else address
