"""The headers of every answer, from one source: nginx, `_headers` files, storage and the pages themselves use it."""

import base64
import hashlib
from html import escape

from selectolax.lexbor import LexborHTMLParser

from tooling.quoting import encoded_hash, site_address

HASHED = "assets/"  # the folder of files whose names change with their content
KEEP_FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, max-age=0, must-revalidate"
KEEP_A_DAY = "public, max-age=86400"
NO_INDEX = "noindex"
# A page is data to a browser unless its type says program: JSON-LD is not run, so a policy need not list it.
DATA_TYPES = {"application/ld+json", "application/json"}

# Features of a browser that a page of text never asks for.
UNUSED_FEATURES = """
    accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid
    idle-detection local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-get
    screen-wake-lock serial sync-xhr usb xr-spatial-tracking
""".split()  # noqa: SIM905 (a list of words reads better as words)

# Sent with every answer. docs/deployment.md says what each one does.
SECURITY = {
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # no other site learns which condition a patient read about
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class NotAllowed(Exception):
    """A page holds what no policy of ours allows; the message says what."""


def style_hash(style: str) -> str:
    """Return the base64 SHA-256 by which a policy allows a style block. style: the text between its tags."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def style_hashes(html: str) -> set[str]:
    """Return the base64 SHA-256 of each style block of a page. Raises NotAllowed for scripts and other inline parts."""
    faults: set[str] = set()
    hashes: set[str] = set()
    root = LexborHTMLParser(html).root
    for element in root.traverse() if root else ():
        attributes = element.attributes
        if element.tag == "style":
            hashes.add(style_hash(element.text()))
        if element.tag == "script" and (attributes.get("type") or "").lower() not in DATA_TYPES:
            faults.add("a script")
        if element.tag == "template":
            faults.add("a <template>")  # what it holds is in no tree, and a browser may show it
        if element.tag == "link" and "stylesheet" in (attributes.get("rel") or "").lower().split():
            faults.add("a style sheet in a file of its own")
        faults.update(f"the attribute {name}" for name in attributes if name == "style" or name.startswith("on"))
    if faults:
        raise NotAllowed(f"holds {', '.join(sorted(faults))}, which the security policy of the site forbids")
    return hashes


def policy_text(style_sources: str) -> str:
    """Return the Content-Security-Policy with the given sources of styles."""
    return (
        f"default-src 'none'; style-src {style_sources}; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )


def content_policy(hashes: list[str]) -> str:
    """Return the Content-Security-Policy that allows the style blocks with these hashes and nothing else inline.

    Raises CannotQuote.
    """
    return policy_text(" ".join(f"'sha256-{encoded_hash(value)}'" for value in hashes) or "'none'")


def cache_control(path: str) -> str:
    """Return how long browsers may keep a file, by its path in the site."""
    if path.startswith(HASHED):
        return KEEP_FOREVER
    return KEEP_A_DAY if path.endswith((".ico", ".png", ".svg", ".jpg", ".webp", ".avif")) else ASK_AGAIN


def address_of(file: str) -> str:
    """Return the address of a page by its file: `/uses/acne/` of `uses/acne/index.html`."""
    return "/" + file.removesuffix("index.html")


def headers_file(hashes: list[str], no_index: list[str]) -> str:
    """Return the file `_headers` of Netlify and Cloudflare Pages.

    Both join a header that two rules give with a comma, so no header stands in two rules that can meet.
    Raises CannotQuote.
    """
    everywhere = {"Content-Security-Policy": content_policy(hashes), **SECURITY}
    lines = ["/*", *(f"  {name}: {value}" for name, value in everywhere.items())]
    lines += [f"/{HASHED}*", f"  Cache-Control: {KEEP_FOREVER}"]
    for file in no_index:
        lines += [site_address(address_of(file)), f"  X-Robots-Tag: {NO_INDEX}"]
    return "\n".join(lines) + "\n"


def redirects_file(redirects: dict[str, str]) -> str:
    """Return the file `_redirects` of Netlify and Cloudflare Pages: a line for each page that moved.

    redirects: from the old address to the new one. Raises CannotQuote.
    """
    return "".join(f"{site_address(source)} {site_address(target)} 301\n" for source, target in redirects.items())


def nginx_headers() -> str:
    """Return deploy/headers.conf, which deploy/nginx.conf includes; three variables differ from answer to answer."""
    headers = {
        "Content-Security-Policy": policy_text("$style_hashes"),
        **SECURITY,
        "Cache-Control": "$cache_control",
        "X-Robots-Tag": "$robots",
    }
    lines = [
        "# Written by `python3 -m tooling.headers` from tooling/headers.py; a test keeps the two the same.",
        "# nginx drops these in a location that has an add_header of its own, so none has.",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
    ]
    return "\n".join(lines) + "\n"


def add_fallback(html: str, hashes: list[str], is_indexed: bool) -> str:
    """Return a page that carries its policy, and its wish not to be indexed, where a host sends no headers.

    A browser ignores frame-ancestors there, so it is left out. Raises NotAllowed, CannotQuote.
    """
    policy = "; ".join(part for part in content_policy(hashes).split("; ") if not part.startswith("frame-ancestors"))
    # Single quotes need no escape between double ones; there are no double ones in a policy
    tags = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    if not is_indexed and '<meta name="robots"' not in html:
        tags += f'<meta name="robots" content="{NO_INDEX}">'
    before, mark, after = html.partition('<meta charset="utf-8">')
    if not mark:
        raise NotAllowed('has no <meta charset="utf-8">, behind which its policy belongs')
    return f"{before}{mark}{tags}{after}"


if __name__ == "__main__":
    print(nginx_headers(), end="")
