"""Who may ask the preview: nobody who calls it by another name."""

import pytest

from tooling.preview.access import make_access


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_this_machine_may_ask(host: str) -> None:
    assert make_access(8000, None).admits_host(host)


@pytest.mark.parametrize(
    "host", ["evil.example:8000", "127.0.0.1.evil.example:8000", "localhost:9000", "", "[::1", "a:b"]
)
def test_a_name_that_is_not_ours_is_refused(host: str) -> None:
    assert not make_access(8000, None).admits_host(host)


@pytest.mark.parametrize(
    "origin", ["http://evil.example:8000", "https://localhost:8000", "http://localhost", "null", ""]
)
def test_a_websocket_of_another_site_is_refused(origin: str) -> None:
    assert not make_access(8000, None).admits_origin(origin)


def test_our_own_pages_may_open_a_websocket() -> None:
    assert make_access(8000, None).admits_origin("http://127.0.0.1:8000")


def test_a_phone_may_ask_only_with_lan() -> None:
    assert make_access(8000, "192.168.1.7").admits_host("192.168.1.7:8000")
    assert not make_access(8000, None).admits_host("192.168.1.7:8000")
