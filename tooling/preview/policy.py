"""The headers of every answer of the preview: its own script runs and no other, nobody frames or reads it."""

import base64
import hashlib
import secrets

from tooling.headers import SECURITY

# Sent with every answer, a refusal too. A browser keeps nothing of a draft.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Dns-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": SECURITY["Permissions-Policy"],
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
POLICY = "Content-Security-Policy"
# Of every answer that is not a page: a picture that is opened by itself runs nothing and fetches nothing
FILE_POLICY = f"default-src 'none'; script-src 'none'; style-src 'none'; connect-src 'none'; img-src 'self'; {CLOSED}"


def make_nonce() -> str:
    """Return a word that nobody can guess, for one answer: the script that carries it may run."""
    return secrets.token_urlsafe(16)


def page_policy(text: str, nonce: str, socket: str) -> str:
    """Return the Content-Security-Policy of a page.

    text: the page as the build would write it; the style sheets of its head may apply. nonce: of the preview's own
    script, which hands it on to the sheets that a save brings. socket: where the browser finds our
    websocket, such as "ws://localhost:8000"; some browsers do not take 'self' for it.
    """
    styles = " ".join(f"'sha256-{hash_of(style)}'" for style in head_styles(text))
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}' {styles}; img-src 'self' data:; "
        f"font-src 'self'; media-src 'self'; manifest-src 'self'; connect-src 'self' {socket}; {CLOSED}"
    )


def head_styles(text: str) -> list[str]:
    """Return the text of each style sheet in the head of a page; in its body none may apply."""
    head, end, _ = text.partition("</head>")
    parts = head.split("<style")[1:] if end else []
    return [part.partition(">")[2].partition("</style>")[0] for part in parts]


def hash_of(style: str) -> str:
    """Return the SHA-256 of a text as policies write it, in base64."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
