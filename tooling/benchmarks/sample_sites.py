"""Make sites of any size in the real theme: the real content, and copies of its articles."""

import re
from itertools import cycle
from pathlib import Path

from tooling.project_copy import copy_project


def make_site(folder: Path, articles: int) -> Path:
    """Copy the project into the folder, with this many articles (5 are the real ones). Returns the folder."""
    copy_project(folder)
    add_articles(folder / "content" / "uses", articles - 5)
    return folder


def add_articles(uses: Path, count: int) -> None:
    """Write copies of the articles, each with a title and labels of its own."""
    models = cycle([path.read_text(encoding="utf-8") for path in sorted(uses.glob("*.md"))])
    for number, model in zip(range(1, count + 1), models, strict=False):
        text = re.sub(r"^title: (.*)$", f"title: Botox, sample {number}", model, count=1, flags=re.MULTILINE)
        text = re.sub(r"^nav_label: .*$", f"nav_label: Sample {number}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^card_label: .*$", f"card_label: Sample {number}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^order: .*$", f"order: {10 + number % 900}", text, count=1, flags=re.MULTILINE)
        (uses / f"sample-{number}.md").write_text(text, encoding="utf-8")
