"""Work in several processes gives what one process gives."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.workers import FEWEST, begin, map_forked


def test_results_come_in_the_order_of_the_items() -> None:
    assert map_forked(lambda number: number * 2, range(101)) == [number * 2 for number in range(101)]


def test_few_items_are_not_worth_a_process() -> None:
    assert set(map_forked(lambda _: os.getpid(), range(FEWEST - 1))) == {os.getpid()}


def test_an_exception_of_a_worker_is_raised_with_its_own_words() -> None:
    with pytest.raises(ValueError, match="item 33"):
        map_forked(lambda number: fail_at(number, 33), range(50))


def test_what_a_killed_worker_has_not_done_is_done_here() -> None:
    here = os.getpid()
    assert map_forked(lambda number: number if os.getpid() == here else os._exit(9), range(50)) == list(range(50))


def test_progress_reaches_the_end() -> None:
    told: list[int] = []
    map_forked(str, range(50), told.append)
    assert told[-1] == 50


def test_workers_stop_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from plugins.workers import map_forked\n"
        f"def write(number):\n    Path({str(tmp_path)!r}, str(number)).touch(); time.sleep(0.05)\n"
        "map_forked(write, range(200))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    while not any(tmp_path.iterdir()):
        time.sleep(0.02)
    process.kill()
    process.wait()
    time.sleep(0.3)
    left = len(list(tmp_path.iterdir()))
    time.sleep(0.5)
    assert len(list(tmp_path.iterdir())) == left


def fail_at(number: int, wrong: int) -> int:
    if number == wrong:
        raise ValueError(f"item {number}")
    return number


def test_work_that_is_begun_is_done_in_another_process() -> None:
    assert begin(os.getpid)() != os.getpid()


def test_work_that_was_begun_in_a_killed_process_is_done_here() -> None:
    here = os.getpid()
    assert begin(lambda: "done" if os.getpid() == here else os._exit(9))() == "done"


def test_work_that_was_begun_raises_with_its_own_words() -> None:
    with pytest.raises(ValueError, match="item 33"):
        begin(lambda: fail_at(33, 33))()
