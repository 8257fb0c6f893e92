"""Time an edit that is written on the page itself: from the request of the panel to the answer that brings the page."""

import http.client
import json
import time
from typing import Any

JSON = "application/json"


def time_panel_edit(port: int, address: str, words: str) -> float:
    """Write words into the last paragraph of a page, and return the seconds until the page that holds them was there.

    Raises RuntimeError if it is not written.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        shown = ask(connection, "GET", address, None, {"Accept": JSON})["facts"]["edit"]
        last = [piece for piece in shown["pieces"] if piece["path"] == shown["path"]][-1]
        asked = {name: last[name] for name in ("file", "version", "first", "last")}
        text = f"Fresh {words} here."
        sent = json.dumps({**asked, "was": last["digest"], "text": text, "address": address})
        headers = {
            "Content-Type": JSON,
            "X-Preview-Token": shown["token"],
            "Origin": f"http://127.0.0.1:{port}",
        }
        start = time.perf_counter()
        answer = ask(connection, "POST", "/preview/edit/save", sent, headers)
        taken = time.perf_counter() - start
    finally:
        connection.close()
    if text not in (answer.get("shown") or {}).get("page", ""):
        raise RuntimeError(f"The panel has not written {text!r}: {answer.get('told')}")
    return taken


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, sent: str | None, headers: dict[str, str]
) -> dict[str, Any]:
    """Return an answer in JSON."""
    connection.request(method, path, sent, headers)
    found: dict[str, Any] = json.loads(connection.getresponse().read())
    return found
