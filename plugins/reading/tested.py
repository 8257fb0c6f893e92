"""What the tests of the built pages have measured: content/data/checks.toml, which they write, and a page prints."""

from typing import Annotated

from pydantic import Field

from plugins.reading.article_parts import Strict
from plugins.reading.names import whole

CHECKS = "content/data/checks.toml"
Count = Annotated[int, Field(ge=0)]
Width = Annotated[int, Field(ge=1)]  # CSS pixels


class Checks(Strict):
    """The tests of all pages in a browser, as they ran last."""

    axe: Annotated[str, whole(r"[0-9]+(?:\.[0-9]+)+")] = Field(description="The version of axe.")
    rules: Count = Field(description="How many rules of it ran, all that it has.")
    findings: Count = Field(description="What it found.")
    pages: Count = Field(description="How many pages every test looked at, each at the width of a phone.")
    kinds: Count = Field(description="How many of them, one of each kind, axe saw on a desk and in dark colors too.")
    articles: Count = Field(description="How many articles were printed.")
    phone: Width = Field(description="The width of a phone.")
    desk: Width = Field(description="The width of a desk.")
    narrowest: Width = Field(description="The smallest width at which no page scrolls sideways.")
    widest: Width = Field(description="The largest one.")

    def as_toml(self) -> str:
        """Return the file as the tests write it."""
        lines = [
            '# What the tests of the built pages measured last. They write this file: "python3 tasks.py test --pages".'
        ]
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            written = f'"{value}"' if isinstance(value, str) else value
            lines.append(f"{name} = {written}  # {field.description}")
        return "\n".join(lines) + "\n"
