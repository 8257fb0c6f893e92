"""moto's S3 server in a process of its own, and in front of it what a content delivery network does."""

import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.support.ports import free_port
from tests.support.services import answers, stop, wait_for
from tooling.deploy.smoke import look_at
from tooling.deploy.target import Release

STORAGE = Path(__file__).with_name("closed_storage.py")


@dataclass
class BucketService:
    """An S3 server with an empty bucket, and the address where its site is public."""

    folder: Path
    port: int = field(default_factory=free_port)
    passes_history: bool = False  # the front shows visitors what is below _history/
    process: subprocess.Popen[bytes] | None = None
    front: ThreadingHTTPServer | None = None

    @property
    def endpoint(self) -> str:
        """Where the storage answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """Where the site answers."""
        assert self.front
        return f"http://127.0.0.1:{self.front.server_port}"

    @property
    def open_mark(self) -> Path:
        """A file; while it is there, the storage gives our history to anybody."""
        return self.folder / "open"

    def start(self) -> None:
        """Start the storage and its front."""
        command = [sys.executable, str(STORAGE), str(self.port), str(self.open_mark)]
        log = (self.folder / "moto.log").open("wb")
        self.process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_for(lambda: answers(self.port), "moto's server", 60)
        source, service = f"{self.endpoint}/guide", self

        class Front(BaseHTTPRequestHandler):
            """Answers as a CDN with its index documents and error page does."""

            def do_GET(self) -> None:
                """Fetch the object behind an address."""
                path = self.path + ("index.html" if self.path.endswith("/") else "")
                status, headers, body = fetch(source + path)
                if status != 200 or (path.startswith("/_history") and not service.passes_history):
                    status, headers, body = 404, {}, b"not found"
                self.send_response(status)
                for name in ("Content-Type", "Content-Encoding", "Cache-Control"):
                    if name in headers:
                        self.send_header(name, headers[name])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *arguments: Any) -> None:
                """Say nothing."""

        self.front = ThreadingHTTPServer(("127.0.0.1", 0), Front)
        threading.Thread(target=self.front.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """End both."""
        if self.front:
            self.front.shutdown()
            self.front.server_close()
        if self.process:
            stop(self.process)


def fetch(address: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of what is there."""
    try:
        with urllib.request.urlopen(urllib.parse.quote(address, safe=":/")) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {}, b""


def all_keys(client: Any) -> set[str]:
    """Return every key of the bucket."""
    return {entry["Key"] for entry in client.list_objects_v2(Bucket="guide").get("Contents", [])}


def public_keys(client: Any) -> set[str]:
    """Return the keys of the site."""
    return {key for key in all_keys(client) if not key.startswith("_history/")}


def is_live(service: BucketService, release: Release) -> bool:
    """Tell whether the site answers with this release, whole."""
    return look_at(service.address, release.manifest, with_headers=False) == []
