"""To which names nginx answers, by which ciphers, on which addresses, and which styles its policy allows."""

import base64
import hashlib
import http.client
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.releases import put_live
from tests.support.services import Nginx
from tests.support.visitors import get
from tooling.deploy.server_releases import Place, name_release
from tooling.deploy.target import Release
from tooling.nginx_config import with_ipv6
from tooling.provision import provide_services
from tooling.release import MOST_STYLES


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory, release: Release) -> Iterator[Nginx]:
    """A server on which the real site is live."""
    provide_services()
    folder = tmp_path_factory.mktemp("server")
    nginx = Nginx(folder / "nginx", folder / "srv/guide")
    put_live(nginx, release)
    nginx.start()
    yield nginx
    nginx.stop()


def ask_as(nginx: Nginx, sni: str | None, host: str) -> str:
    """Ask for the first page under other names, and return the status line, or what became of the connection.

    sni: the name for which a certificate is asked, None for none. host: the name for which the page is asked.
    """
    context = nginx.context()
    context.check_hostname = False
    with socket.create_connection(("127.0.0.1", nginx.port), timeout=10) as plain:
        try:
            with context.wrap_socket(plain, server_hostname=sni) as secure:
                secure.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                return secure.recv(4096).split(b"\r\n")[0].decode()
        except ssl.SSLError as error:
            return error.reason or str(error)


@pytest.mark.parametrize(
    ("sni", "host", "answer"),
    [
        ("localhost", "localhost", "HTTP/1.1 200 OK"),
        ("localhost", "other.test", ""),
        ("localhost", "127.0.0.1", ""),
        ("other.test", "other.test", "TLSV1_UNRECOGNIZED_NAME"),
        ("other.test", "localhost", "TLSV1_UNRECOGNIZED_NAME"),
        (None, "localhost", "TLSV1_UNRECOGNIZED_NAME"),
    ],
)
def test_other_names_get_no_answer(nginx: Nginx, sni: str | None, host: str, answer: str) -> None:
    assert ask_as(nginx, sni, host) == answer


@pytest.mark.parametrize("host", ["other.test", "127.0.0.1", ""])
def test_other_names_get_no_answer_without_encryption_either(nginx: Nginx, host: str) -> None:
    with socket.create_connection(("127.0.0.1", nginx.plain_port), timeout=10) as plain:
        plain.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        said = plain.recv(4096)
    assert said == b"" or (host == "" and said.startswith(b"HTTP/1.1 400 "))


def handshake(nginx: Nginx, version: ssl.TLSVersion, ciphers: str) -> str:
    """Return the cipher that a client of this version with these ciphers gets; the empty string if none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(nginx.certificate)
    context.minimum_version = context.maximum_version = version
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", nginx.port), timeout=10) as plain:
        try:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                found = secure.cipher()
                return found[0] if found else ""
        except ssl.SSLError:
            return ""


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
@pytest.mark.parametrize(
    ("version", "ciphers", "taken"),
    [
        (ssl.TLSVersion.TLSv1_3, "ALL", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-GCM-SHA256", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES256-GCM-SHA384", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-CHACHA20-POLY1305", True),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-SHA", False),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES256-SHA384", False),
        (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-CCM", False),
        (ssl.TLSVersion.TLSv1_1, "ALL", False),
    ],
)
def test_only_ciphers_with_authentication_and_forward_secrecy_are_taken(
    nginx: Nginx, version: ssl.TLSVersion, ciphers: str, taken: bool
) -> None:
    assert bool(handshake(nginx, version, ciphers)) == taken


def test_configuration_for_a_machine_with_ipv6_is_valid_and_listens_there(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path / "nginx", tmp_path / "srv/guide")
    plain = nginx.shipped()
    with_both = (
        with_ipv6(plain).replace("[::]:443", f"[::]:{nginx.port}").replace("[::]:80", f"[::]:{nginx.plain_port}")
    )
    nginx.shipped = lambda: with_both  # type: ignore[method-assign]
    nginx.start()
    try:
        listening = subprocess.run(
            ["nginx", "-T", "-c", str(nginx.folder / "nginx.conf")], capture_output=True, text=True
        )
        assert listening.stdout.count("listen [::]:") == 4
        with socket.socket(socket.AF_INET6) as other:
            other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            with pytest.raises(OSError, match="in use"):
                other.bind(("::", nginx.port))
    finally:
        nginx.stop()


def test_policy_lists_every_style_that_a_release_may_have_and_none_of_one_that_has_more(
    tmp_path: Path, release: Release
) -> None:
    hashes = [base64.b64encode(hashlib.sha256(bytes([number])).digest()).decode() for number in range(MOST_STYLES + 1)]
    nginx = Nginx(tmp_path / "nginx", tmp_path / "srv/guide")
    live = put_live(nginx, release)
    nginx.start()
    try:
        for count in range(MOST_STYLES + 2):
            name = name_release(Place([], set(), ""), replace(release.manifest, styles=hashes[:count]))
            live = live.rename(live.parent / name)
            (nginx.site / "current").unlink()
            (nginx.site / "current").symlink_to(f"releases/{name}")
            connection = http.client.HTTPSConnection("localhost", nginx.port, context=nginx.context())
            policy = get(connection, "/", "identity")[1]["content-security-policy"].translate(str.maketrans("-_", "+/"))
            connection.close()
            wanted = count if count <= MOST_STYLES else 0
            assert [f"'sha256+{value}'" in policy for value in hashes] == [at < wanted for at in range(len(hashes))]
    finally:
        nginx.stop()
