"""Measure preview and build against Hugo and stock Pelican, in turn: `python3 tasks.py bench`.

Each round runs every program once before the next round begins: a busy machine slows all of them alike.
What counts is the ratio. Nothing here fails a build: the targets are in docs/benchmarks.md.
"""

import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tooling.benchmarks.measuring import (
    Cost,
    Rival,
    cache_of,
    edit,
    free_port,
    run,
    serving,
    time_edit,
    time_first_answers,
)
from tooling.benchmarks.panel_edits import time_panel_edit
from tooling.benchmarks.plotting import draw_bars
from tooling.benchmarks.rivals import hugo_command, write_hugo, write_same_pages, write_stock_pelican
from tooling.benchmarks.sample_sites import make_site
from tooling.project_copy import PROJECT

SLUG = "acne"
MOST_STOCK = 1000  # articles; beyond, its livereload task builds for minutes after each save
# Pages that list all articles are too heavy beyond some hundred, and signs of their own make the others heavier than
# real ones: a copy of the project has no limit of weight
BUILD_OURS = (
    "from tooling.build import build_site; from plugins.memory.steps import own_memory; build_site(memory=own_memory())"
)
SAME = "Pelican, same pages"
PANEL = "ours, on the page"  # written in the panel, and not into the file by an editor
KNOWN = "ours, with memory"  # a build after one edited article
Rows = list[tuple[str, str, float]]


def run_benchmark(sizes: list[int], rounds: int = 7) -> None:
    """Measure sites of these sizes, print the figures, and draw them into .build/benchmark/."""
    edits: Rows = []
    builds: Rows = []
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix=f"bench-{size}-"))
        try:
            servers, builders = prepare(folder, size)
            print(f"\n{size} articles", flush=True)
            chosen = [rival for rival in servers if size <= MOST_STOCK or rival.name != "stock Pelican"]
            edits += report_edits(size, measure_edits(chosen, rounds))
            few = max(1, rounds // 2) if size < 1000 else 1 if size > 1000 else 2
            builds += report_builds(size, measure_builds(builders, few))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    plots = PROJECT / ".build" / "benchmark"
    plots.mkdir(parents=True, exist_ok=True)
    title = "From a save to the new words over HTTP, median"
    (plots / "edits.svg").write_text(draw_bars(title, "ms", edits), encoding="utf-8")
    title = "A cold build per article, median"
    (plots / "builds.svg").write_text(draw_bars(title, "ms", builds), encoding="utf-8")
    print(f"\nPlots: {plots.relative_to(PROJECT)}/edits.svg and builds.svg")


def prepare(folder: Path, size: int) -> tuple[list[Rival], list[Rival]]:
    """Write the three sites. Returns how to serve and how to build each."""
    ours = make_site(folder / "ours", size)
    write_hugo(ours, folder / "hugo")
    write_stock_pelican(ours, folder / "stock")
    write_same_pages(ours)
    python, address = sys.executable, f"/uses/{SLUG}/"
    files = {"ours": ours / f"content/uses/{SLUG}.md", "Hugo": folder / f"hugo/content/uses/{SLUG}.md"}
    files["stock Pelican"] = folder / f"stock/content/{SLUG}.md"
    homes = {"ours": ours, "Hugo": folder / "hugo", "stock Pelican": folder / "stock", SAME: ours}
    files[SAME] = files["ours"]
    hugo = hugo_command()
    serve = {
        "ours": [python, "-m", "invoke", "preview", "--no-open", "--port", "PORT"],
        "Hugo": [*hugo, "server", "--port", "PORT", "--bind", "127.0.0.1", "--logLevel", "error"],
        "stock Pelican": [python, "serve.py", "PORT"],
    }
    build = {
        "ours": [python, "-c", BUILD_OURS],
        "Hugo": [*hugo, "--quiet", "--destination", "public"],
        "stock Pelican": [python, "-m", "pelican", "-s", "pelicanconf.py", "-o", "output", "-q"],
        SAME: [python, "-m", "pelican", "-s", "same_pages.py", "-o", "same", "-q"],
        KNOWN: [python, "-c", BUILD_OURS],
    }
    homes[KNOWN], files[KNOWN] = ours, files["ours"]
    servers, builders = (
        [Rival(name, homes[name], how[name], files[name], address, name == KNOWN) for name in how]
        for how in (serve, build)
    )
    return servers, builders


def measure_edits(rivals: list[Rival], rounds: int) -> dict[str, list[float]]:
    """Return the seconds from each save to the new words, the programs in turn."""
    times: dict[str, list[float]] = defaultdict(list)
    chance = random.Random(7)  # noqa: S311 (which page is edited, the same each time)
    with ExitStack() as stack:
        ports = {}
        for rival in rivals:
            ports[rival.name] = free_port()
            if rival.name == "ours":
                nothing, known = time_first_answers(rival, free_port())
                print(f"  ours: first answer after {nothing:.2f} s from nothing, {known:.2f} s with memory", flush=True)
            start = stack.enter_context(serving(rival, ports[rival.name]))
            print(f"  {rival.name}: first answer after {start:.2f} s", flush=True)
        for number in range(rounds + 1):
            for rival in rivals:
                # Hugo looks twice a second, so a save meets it at any point of its half second
                time.sleep(chance.uniform(0.3, 0.8))
                seconds = time_edit(rival, ports[rival.name], f"words{number}of{len(times)}")
                if number:  # the first round warms up
                    times[rival.name].append(seconds)
                if rival.name == "ours":
                    seconds = time_panel_edit(ports[rival.name], rival.address, f"panel{number}")
                    if number:
                        times[PANEL].append(seconds)
    return times


def report_edits(size: int, times: dict[str, list[float]]) -> Rows:
    """Print medians and ratios of the edits."""
    middle = {name: median(values) * 1000 for name, values in times.items()}
    for name, value in middle.items():
        spread = f"{min(times[name]) * 1000:.0f} to {max(times[name]) * 1000:.0f}"
        print(
            f"  edit  {name:18} {value:8.0f} ms  ({spread})  ours is {middle['ours'] / value:.2f} x",
            flush=True,
        )
    return [(f"{name}, {size:,} articles", name, value) for name, value in middle.items()]


def measure_builds(rivals: list[Rival], rounds: int) -> dict[str, list[Cost]]:
    """Return what each build costs, the programs in turn: from nothing, but for who may take what is remembered.

    That one comes last in a round, and finds the memory of ours, which comes first.
    """
    costs: dict[str, list[Cost]] = defaultdict(list)
    for number in range(rounds):
        for rival in rivals:
            if rival.has_memory:
                edit(rival.article, f"words of round {number}")
            elif rival.name != SAME:  # which remembers nothing, and stands in the folder of ours
                shutil.rmtree(cache_of(rival.folder), ignore_errors=True)
            for made in ("output", "public", "resources", ".build", "same"):
                shutil.rmtree(rival.folder / made, ignore_errors=True)
            costs[rival.name].append(run(rival.command, rival.folder))
    return costs


def report_builds(size: int, costs: dict[str, list[Cost]]) -> Rows:
    """Print medians and ratios of the builds."""
    middle = {name: median(cost.wall for cost in values) for name, values in costs.items()}
    for name, value in middle.items():
        cpu = median(cost.cpu for cost in costs[name])
        memory = max(cost.memory for cost in costs[name])
        each = value / size * 1000
        told = f"{value:8.2f} s  cpu {cpu:.2f} s  memory {memory:.0f} MB  {each:.1f} ms an article"
        print(f"  build {name:18} {told}  ours is {middle['ours'] / value:.2f} x", flush=True)
    for name in ("Hugo", "stock Pelican"):
        print(f"  build with memory, after one edited article: {middle[KNOWN] / middle[name]:.2f} x {name}", flush=True)
    return [(f"{name}, {size:,} articles", name, value / size * 1000) for name, value in middle.items()]
