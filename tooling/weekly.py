"""List what time has changed: links to other sites that are dead, reviews that are due, holes in what we depend on.

Prints Markdown, and nothing when nothing is left to do. Fails when it could not look for holes, after it printed.
"""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from plugins.facts.review_status import OVERDUE, review_status
from plugins.reading.library import Library, read_library
from tooling.consequences import SIGNATURE_LOST, find_consequences
from tooling.page_facts import read_page
from tooling.surroundings import guarded

PROJECT = Path(__file__).resolve().parent.parent
# Some publishers turn away programs, though a reader gets the page.
NOT_FOR_PROGRAMS = {401, 403, 405, 406, 418, 429, 451, 503}


def outside_links(output: Path, own: str) -> dict[str, list[str]]:
    """Return the pages that name each address outside the site."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in sorted(output.rglob("*.html")):
        for address in sorted(set(read_page(page.read_text(encoding="utf-8")).links)):
            if address.startswith(("http://", "https://")) and not address.startswith(own):
                found[address.split("#")[0]].append(page.relative_to(output).as_posix())
    return dict(found)


def why_dead(address: str) -> str:
    """Return why a reader would not get this page, or nothing."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0 (link check)"})  # noqa: S310
    for _ in range(2):
        try:
            with urllib.request.urlopen(request, timeout=30):  # noqa: S310 (http and https, by the pattern)
                return ""
        except urllib.error.HTTPError as error:
            problem = "" if error.code in NOT_FOR_PROGRAMS else f"answers {error.code}"
        except (OSError, ValueError) as error:
            problem = f"does not answer ({getattr(error, 'reason', error)})"
        if not problem:
            return ""
    return problem


def dead_links(output: Path, own: str) -> list[str]:
    """Return a line for each link that leads nowhere."""
    links = outside_links(output, own)
    with ThreadPoolExecutor(8) as pool:
        found = zip(links, pool.map(why_dead, links), strict=True)
        return [f"- {address} {why}. On: {', '.join(links[address])}" for address, why in found if why]


def due_reviews(library: Library, today: date) -> list[str]:
    """Return a line for each page whose review is due."""
    lines = []
    for path, document in sorted(library.documents.items()):
        status = review_status(document, library.data.reviewers, today)
        if status.is_overdue:
            lines.append(f"- `{path}`: {OVERDUE.format(day=status.next_review)}")
    return lines


def lost_signatures(library: Library, today: date) -> list[str]:
    """Return a line for each change that takes signatures away."""
    notes = find_consequences(library, today, PROJECT, published=True)
    return [f"- {note}" for note in notes if note.rule == SIGNATURE_LOST]


@dataclass(frozen=True)
class Audit:
    """A line for each known hole, and a line for each thing that could not be looked up."""

    holes: list[str]
    unseen: list[str]


def known_holes(requirements: Path) -> Audit:
    """Ask pip-audit for the known holes of the versions that we use."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--format", "json"]
    command += ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return read_audit(result.stdout, result.stderr)


def read_audit(found: str, said: str) -> Audit:
    """Return what pip-audit found, and what it could not look up.

    found: its answer in JSON, {"dependencies": [{"name", "version", "vulns": [{"id", …}]} or {"name", "skip_reason"}]}
    (pip-audit's README, "--format json"). said: what it said besides. An answer that cannot be read, or that names no
    package at all, is told too: silence must mean that everything was looked up and nothing found.
    """
    try:
        packages = json.loads(found)["dependencies"]
        holes = [
            f"- {package['name']} {package['version']}: {hole['id']}, {explain_fix(hole['fix_versions'])}"
            for package in packages
            if "skip_reason" not in package
            for hole in package["vulns"]
        ]
        skipped = {package["name"]: package["skip_reason"] for package in packages if "skip_reason" in package}
    except (ValueError, KeyError, TypeError, AttributeError):
        return Audit([], [f"- pip-audit could not look: {(said.strip().splitlines() or ['no reason given'])[-1]}"])
    if not packages:
        return Audit([], ["- pip-audit could not look: it was given no package"])
    if not skipped:
        return Audit(holes, [])
    unseen = (
        f"- pip-audit could not look up {len(skipped)} of {len(packages)} packages, so nobody knows whether they "
        f"have holes: {', '.join(sorted(skipped))}. Of the first it says: {next(iter(skipped.values()))}"
    )
    return Audit(holes, [unseen])


def explain_fix(versions: list[str]) -> str:
    """Say which versions have no hole any more."""
    return f"mended in {' and '.join(versions)}" if versions else "not mended yet"


def write_list(output: Path, today: date, audit: Audit) -> str:
    """Return the whole list, the empty string when there is nothing on it."""
    library = read_library(PROJECT / "content")
    parts = {
        "Links that lead nowhere": dead_links(output, "https://botox-guide.example"),
        "Reviews that are due": due_reviews(library, today),
        "Signatures that no longer hold": lost_signatures(library, today),
        "Known holes in what we depend on": [*audit.holes, *audit.unseen],
    }
    return "\n\n".join("\n".join([f"## {title}", "", *lines]) for title, lines in parts.items() if lines)


def main(output: Path, today: date) -> int:
    """Print the list and return the exit status: 1 when something could not be looked up, as the list is then not whole."""
    audit = known_holes(PROJECT / "requirements-dev.txt")
    if text := write_list(output, today, audit):
        print(text)
    return 1 if audit.unseen else 0


@guarded
def run(arguments: list[str]) -> int:
    """Print the list of the built site in the folder that is named. Raises SystemExit where it is not there."""
    output = Path(arguments[0] if arguments else "output")
    if not (output / "index.html").is_file():
        raise SystemExit(f"There is no built site in {output}. Run `python3 tasks.py build` first.")
    return main(output, datetime.now(UTC).date())


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
