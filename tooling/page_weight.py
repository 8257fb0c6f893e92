"""How heavy a page is when it is sent, in the heaviest form that any host asks for."""

import contextlib
import hashlib
import re
from collections.abc import Iterable

import brotli

from tooling.headers import HASHED, NotAllowed, add_fallback, style_hash

LARGEST_PAGE = 14_600  # bytes, with brotli: what a server sends in its first ten packets (RFC 6928), and so in one go
LARGEST_ARTICLE = 14_200  # bytes: an article leaves room in those packets for the headers of the answer
# Bytes with quick compression. Best compression saves 10.2 to 11.0 % of a page that weighs about this much so, and 10 %
# is enough for an article: measured on the heaviest form of every page over 11.5 kB of this site, with practice.toml
# empty and filled in, unsigned and signed
LIGHT_ENOUGH = 15_750
BYTES_A_WORD = (
    2.5  # compressed: 2.9 on average where a whole paragraph is taken out, less where its words stand elsewhere too
)
PICTURE = re.compile(r"<picture>.*?</picture>|<img\b[^>]*>", re.DOTALL)
ASSET = re.compile(r"/(?:icons|images)/(?:[\w-]+/)*([\w-]+)\.(ico|png|svg|jpg|webp|avif)(?=[\"')\s<?#])")


def heaviest_form(html: str, styles: Iterable[str]) -> str:
    """Return a page as the host that asks for most would send it.

    That is one without headers of its own (GitHub Pages): the page carries its policy and the wish not to be indexed,
    and as in every release its pictures are named by their content. The digits are not the final ones, but as many, and
    compress as badly. styles: the text of each of its style blocks. Raises NotAllowed where no policy can be put in.
    """

    def named(asset: re.Match[str]) -> str:
        digest = hashlib.sha256(asset[0].encode()).hexdigest()[:12]
        return f"/{HASHED}{asset[1]}.{digest}.{asset[2]}"

    hashes = sorted({style_hash(style) for style in styles})
    return add_fallback(ASSET.sub(named, html), hashes, is_indexed=False)


def weigh_page(html: str, styles: Iterable[str], is_exact: bool) -> int:
    """Return how many bytes are sent for a page in its heaviest form, at most.

    html: as it was built. styles: the text of its style blocks. A page that no policy can be put in is weighed as it is.
    Its pictures are left out: with them, it comes in more than one go in any case.
    """
    html = PICTURE.sub("", html)
    with contextlib.suppress(NotAllowed):  # another rule tells that
        html = heaviest_form(html, styles)
    return compressed_size(html.encode(), is_exact)


def compressed_size(raw: bytes, is_exact: bool) -> int:
    """Return how many bytes are sent for a page: exactly, if it may be too heavy, and at most this many if not.

    Best compression, in which pages are sent, takes forty times as long as quick compression. So a build leaves it to
    `check` and `release` where the page is light enough to be sure.
    """
    quick = len(brotli.compress(raw, quality=5))
    if quick <= LIGHT_ENOUGH and not is_exact:
        return min(quick, LARGEST_ARTICLE)
    return len(brotli.compress(raw, quality=11))


def words_too_many(weight: int, most: int) -> int:
    """Return about how many words make a page too heavy, rounded up to tens. weight: bytes, as it is sent. most: of these."""
    return max(10, -(-round((weight - most) / BYTES_A_WORD) // 10) * 10)
