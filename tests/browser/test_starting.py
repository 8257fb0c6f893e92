"""The preview from its start to its end, as somebody has it who double-clicks: once through, and where nothing can be replaced."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.ports import free_port
from tests.support.running_preview import Preview
from tooling import preview_once
from tooling.benchmarks.sample_sites import make_site


def test_preview_goes_through_what_the_weekly_run_asks_of_it_on_every_system(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_site(tmp_path / "site", 5)
    files = [folder / name for name in (preview_once.PAGE, preview_once.SETTINGS)]
    before = [file.read_bytes() for file in files]
    preview_once.main(folder, [sys.executable, "-m", "invoke", "preview"])
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] for line in said[:3]] == [
        "the first page.",
        "a save.",
        "a change of the settings, for which it starts afresh.",
    ]
    assert said[3:] == ["It has ended."]
    assert [file.read_bytes() for file in files] == before


def test_where_a_process_cannot_be_replaced_it_closes_what_is_open_and_ends_with_its_successor(tmp_path: Path) -> None:
    """As on Windows. A second start beside it goes to the one that runs."""
    folder = make_site(tmp_path / "site", 5)
    module = folder / "tooling/preview/start.py"
    text = module.read_text(encoding="utf-8")
    assert 'CAN_BE_REPLACED = os.name != "nt"' in text
    module.write_text(text.replace('os.name != "nt"', "False"), encoding="utf-8")
    running = Preview(folder, free_port())
    command = [sys.executable, "-m", "invoke", "preview", "--no-open", "--port", str(running.port)]
    process = subprocess.Popen(command, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        running.wait_until_up()
        second = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
        assert (second.returncode, second.stderr) == (0, "")
        assert second.stdout == f"The preview of this folder runs already: {running.address}\n"
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as held:
            settings = folder / "pelicanconf.py"
            settings.write_text(settings.read_text(encoding="utf-8") + 'SITENAME = "Another"\n', encoding="utf-8")
            running.wait_for("feed.xml", "Another")
            assert held.recv(1) == b""
        running.add_to("acne", "After the restart.")
        running.wait_for("uses/acne/", "After the restart.")
        assert process.poll() is None
    finally:
        os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=10) == 0
