"""The whole window on a machine without any GL: it opens, is worked in, and ends by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

_LONGEST_S = 30
_PERSON = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

app = QApplication(["dreamfactory"])


def work():
    widgets = app.allWidgets()
    page = next((each for each in widgets if each.objectName() == "noPicture" and each.isVisible()), None)
    if page is None:
        QTimer.singleShot(50, work)
        return
    window = next(each for each in widgets if type(each).__name__ == "MainWindow")
    count = window.boards.rowCount()
    window.registry["board.new"].trigger()
    window.registry["view.plan"].trigger()
    print("boards", window.boards.rowCount() - count, flush=True)
    window.window().close()


if __name__ == "__main__":
    from studio.app import main

    QTimer.singleShot(0, work)
    sys.exit(main([sys.argv[1]]))
"""


@pytest.mark.parametrize("display", [None, os.environ.get("DISPLAY", "")], ids=["no GL", "GL but no surface"])
def test_that_the_window_without_gl_is_worked_in_and_ends_by_itself(
    tmp_path: Path, project: Path, display: str | None
) -> None:
    script = tmp_path / "person.py"
    script.write_text(_PERSON, encoding="utf-8")
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "DREAMFACTORY_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
    }
    # Beside an X server Qt's offscreen platform finds GL there, yet gives a widget nothing to be drawn on.
    surroundings.pop("DISPLAY", None)
    if display:
        surroundings["DISPLAY"] = display
    # What hangs at closing is ended here, and fails.
    done = subprocess.run(
        [sys.executable, str(script), str(project)],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["boards", "1"]
    assert "pending" not in done.stderr
    assert "Traceback" not in done.stderr
