"""The verbs of this project: `python3 tasks.py build`, or `invoke build` inside its environment.

Run as a script it first makes the environment, with the standard library alone, and hands over to invoke there.
So this file must parse with any Python 3, to be able to say that it is too old.
"""

import sys

if __name__ == "__main__":
    from tooling.environment import hand_over

    sys.exit(hand_over(sys.argv[1:]))

from invoke import task


@task
def build(context):
    """Build the site into output/, or say what is wrong and leave output/ as it is."""
    from tooling.build import build_site

    build_site()


@task
def test(context):
    """Run every check: style, types, units, the built site, and the site in a real browser."""
    from tooling.testing import run_tests

    run_tests()


@task
def lock(context):
    """Write requirements.txt and requirements-dev.txt anew from pyproject.toml."""
    from tooling.locking import lock_requirements

    lock_requirements()
