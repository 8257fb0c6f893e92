"""The name nearest to what was written where only small letters, digits and hyphens may stand."""

import re
import unicodedata


def plain_name(written: str) -> str:
    """Return `jane-doe` of "Jane Doe", `womens-role` of "women's rôle"; nothing, if there is no letter or digit in it."""
    bare = unicodedata.normalize("NFKD", written.replace("'", "")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
