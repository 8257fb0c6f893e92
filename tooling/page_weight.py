"""How heavy a page is when it is sent."""

import brotli

LARGEST_PAGE = 14_600  # bytes, with brotli: what a server sends in its first ten packets (RFC 6928), and so in one go
# Bytes with quick compression. Best compression saves 10.5 % or more of a page that weighs this much so, and 10.2 % is
# enough: measured on every page of this site and of one of 100 articles
LIGHT_ENOUGH = 16_250


def compressed_size(raw: bytes, is_exact: bool) -> int:
    """Return how many bytes are sent for a page: exactly, if it may be too heavy, and at most this many if not.

    Best compression, in which pages are sent, takes forty times as long as quick compression. So a build leaves it to
    `check` and `release` where the page is light enough to be sure.
    """
    quick = len(brotli.compress(raw, quality=5))
    if quick <= LIGHT_ENOUGH and not is_exact:
        return min(quick, LARGEST_PAGE)
    return len(brotli.compress(raw, quality=11))
