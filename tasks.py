"""The verbs of this project: `python3 tasks.py build`, or `invoke build` inside its environment.

Run as a script it first makes the environment, with the standard library alone, and hands over to invoke there.
So this file must parse with any Python 3, to be able to say that it is too old.
"""

import sys

if __name__ == "__main__":
    from tooling.environment import hand_over

    sys.exit(hand_over(sys.argv[1:]))

from invoke import task as bare_task

from tooling.surroundings import guarded, read_number, take_streams

take_streams()


def task(*bodies, **options):
    """Make a verb of a function, which ends with a sentence where disk, output or what is installed fails."""
    if bodies:
        return bare_task(guarded(bodies[0]), **options)
    return lambda body: bare_task(guarded(body), **options)


for stream in (sys.stdout, sys.stderr):  # a message may show a letter that this console does not have
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


@task(help={"fresh": "Take nothing from the memory of earlier builds."})
def build(context, fresh=False):
    """Build the site into output/, or say what is wrong and leave output/ as it is."""
    from plugins.memory.steps import own_memory
    from tooling.build import build_site

    build_site(memory=None if fresh else own_memory())


@task(help={"format": "text, json, junit or github."})
def check(context, format="text"):
    """Say everything that is wrong in content/ and in the pages made of it; output/ stays as it is."""
    from tooling.check import run_check

    run_check(format)


@task(positional=["page"])
def review(context, page):
    """Make the sheet on which a clinician checks a page: `review migraine`. Prints where it is."""
    from tooling.review_sheet import make_sheet

    print(make_sheet(page))


@task(
    iterable=["host"],
    help={
        "codespace": "Answer the forwarded port of the Codespace or container that this runs in.",
        "host": "Answer a forwarded port over https by this name too, such as a Codespace's; may be given several times.",
        "lan": "Serve a phone in the local network too, once it has scanned the code that is shown.",
        "no_open": "Do not open the browser.",
        "port": "Take this port, not the first free one from 8000 on.",
    },
)
def preview(context, lan=False, no_open=False, port="", host=None, codespace=False):
    """Show the site while it is written: a save changes the page in the browser at once."""
    from tooling.preview.start import preview_site

    if lan and codespace:
        raise SystemExit("A Codespace has no phone beside it: leave --lan or --codespace out.")
    number = read_number("--port", port) if port else None
    preview_site(lan=lan, open_browser=not no_open, port=number, hosts=host or (), codespace=codespace)


@task(
    help={
        "title": "The heading of the page; asked for if left out.",
        "kind": "use (an article for patients) or page; asked for if left out.",
        "no_show": "Write the file and stop, without the preview.",
    }
)
def new(context, title="", kind="", no_show=False):
    """Start a page: write a draft that passes the gate, every field explained, and show it."""
    from tooling.new_article import start_article

    start_article(title, kind, show=not no_show)


@task(
    help={
        "quick": "Style, types, imports, units and builds alone: a minute.",
        "pages": "The built pages in a real browser alone: a minute.",
        "hosts": "Real servers, and the preview in a real browser, alone: two minutes.",
        "long": "Kills, visitors and edits without end, which run every week: a quarter of an hour and more.",
    }
)
def test(context, quick=False, pages=False, hosts=False, long=False):
    """Run every check: style, types, imports, units, the built site, a real browser and real servers."""
    from tooling.testing import choose_extent, run_tests

    run_tests(choose_extent(quick, pages, hosts, long))


@task
def release(context, previous="", first=False):
    """Build the site and make release/ of it, ready for any host. --first: nothing is live yet."""
    from tooling.release import make_release

    make_release(previous, first)


@task
def deploy(context):
    """Put release/ live where deploy/target.toml says, whole, or leave what is live as it is."""
    from tooling.deploy.verbs import run_deploy

    run_deploy()


@task
def rollback(context, to=""):
    """Put the release before the live one back; --to names another one, as `status` lists them."""
    from tooling.deploy.verbs import run_rollback

    run_rollback(to)


@task
def status(context):
    """Say what is live, and what could be put back."""
    from tooling.deploy.verbs import run_status

    run_status()


@task(help={"sizes": "How many articles: 5,100,1000.", "rounds": "How many edits of each."})
def bench(context, sizes="5,100,1000", rounds="7"):
    """Measure preview and build against Hugo and stock Pelican, and print the ratios."""
    from tooling.benchmarks.bench import run_benchmark

    counts = [read_number("--sizes", size, least=5) for size in sizes.split(",")]
    run_benchmark(counts, read_number("--rounds", rounds))


@task
def lock(context):
    """Write requirements.txt and requirements-dev.txt anew from pyproject.toml."""
    from tooling.locking import lock_requirements

    lock_requirements()
