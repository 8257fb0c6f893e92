"""Make sites of any size in the real theme: the real content, and articles made of it in which no paragraph is the same."""

import re
from itertools import cycle, islice
from pathlib import Path

from tooling.project_copy import copy_project

# Behind the last word of a line: its full stop, what it cites, the id of a heading
ENDING = re.compile(r"(?<=[A-Za-z]{2})(?=[.?:]*(?:\s?\[@[^\]\n]*\])*(?: \{#[^}\n]*\})?$)", re.MULTILINE)


def make_site(folder: Path, articles: int) -> Path:
    """Copy the project into the folder, with this many articles (5 are the real ones). Returns the folder."""
    copy_project(folder)
    add_articles(folder / "content" / "uses", articles - 5)
    return folder


def add_articles(uses: Path, count: int) -> None:
    """Write articles after the real ones, each with words of its own in its header and in every paragraph."""
    models = cycle([path.read_text(encoding="utf-8") for path in sorted(uses.glob("*.md"))])
    for number, model in enumerate(islice(models, count), start=1):
        (uses / f"sample-{number}.md").write_text(vary(model, number), encoding="utf-8")


def vary(model: str, number: int) -> str:
    """Return an article with another title, and a sign of its own in every paragraph: copies would hide behind caches."""
    _, header, body = model.split("---\n", 2)
    for field, value in (
        ("title", f"Botox, sample {number}"),
        ("nav_label", f"Sample {number}"),
        ("card_label", f"Sample {number}"),
        ("order", str(10 + number % 900)),
    ):
        header = re.sub(rf"^{field}: .*$", f"{field}: {value}", header, count=1, flags=re.MULTILINE)
    return f"---\n{header}---\n{ENDING.sub(f'-{number}', body)}"
