"""A program that serves moto's S3 with the policy that docs/deployment.md asks for: nobody without a key reads _history/."""

import sys
from pathlib import Path
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple


def serve(port: int, open_mark: Path) -> None:
    """Serve moto's S3; who has no key cannot read below _history/, as docs/deployment.md asks of a real bucket."""
    storage = DomainDispatcherApplication(create_backend_app)

    def closed(environment: dict[str, Any], start_response: Any) -> Any:
        """Answer a request as a bucket with that policy does."""
        has_key = "HTTP_AUTHORIZATION" in environment or open_mark.exists()
        if "/_history/" in environment["PATH_INFO"] and not has_key:
            start_response("403 Forbidden", [("Content-Length", "0")])
            return []
        return storage(environment, start_response)

    run_simple("127.0.0.1", port, closed, threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
