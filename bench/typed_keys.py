"""Types into the studio's window while the disk is slow: ``python -m bench.typed_keys PROJECT``; a JSON list of ms.

A tick is one key through the window and the loop's work after it, until the loop is idle again.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

_DISK_S = 0.25
_KEYS = "the rain has stopped and nobody is there "
_ROUNDS = 6
_SETTLE_S = 6.0


def main() -> None:
    from studio import app as studio_app
    from studio.ui.script_editor import ScriptEditor
    from studio.workflows import open_project

    # Every transaction waits as on a disk that is busy with something else.
    slow = partial(open_project.open_project, before_sync=lambda: time.sleep(_DISK_S))
    open_project.open_project = slow  # type: ignore[assignment]
    app = QApplication(["dreamfactory"])
    studio = studio_app.Studio(app)
    studio.start(Path(sys.argv[1]))
    assert studio.window is not None
    editor = studio.window.findChild(ScriptEditor)
    assert isinstance(editor, ScriptEditor)
    _spin(app, _SETTLE_S)
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index("\n\n", 400) + 1)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.setFocus()
    ticks = []
    for key in _KEYS * _ROUNDS:
        begun = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            app.sendEvent(editor, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, key))
        app.processEvents()
        ticks.append(1000 * (time.perf_counter() - begun))
        _spin(app, 0.03)
    sys.stdout.write(json.dumps(ticks) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _spin(app: QApplication, length_s: float) -> None:
    end = time.perf_counter() + length_s
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    main()
