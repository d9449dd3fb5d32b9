"""Types into the studio's window: ``python -m bench.typed_keys DISK_S PROJECT``; a JSON list of ms, one a key.

Each write waits DISK_S seconds, as on a disk that is busy with something else.

A tick is one key through the window, from its event until the loop is idle again.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from unittest.mock import patch

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

_KEYS = "the rain has stopped and nobody is there " * 6
_SETTLE_MS = 6000
_BETWEEN_MS = 40


class Typist(QObject):
    """Waits until the window is ready, types, and ends the process with what it measured."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ticks: list[float] = []
        QTimer.singleShot(_SETTLE_MS, self, self._begin)

    def _begin(self) -> None:
        from studio.ui.script_editor import ScriptEditor

        self._editor = next(widget for widget in self._app.allWidgets() if isinstance(widget, ScriptEditor))
        cursor = self._editor.textCursor()
        cursor.setPosition(self._editor.toPlainText().index("\n\n", 400) - 1)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()
        self._before = len(self._editor.toPlainText())
        self._type()

    def _type(self) -> None:
        key = _KEYS[len(self._ticks)]
        self._begun = time.perf_counter()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._app.sendEvent(self._editor, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, key))
        QTimer.singleShot(0, self, self._idle)

    def _idle(self) -> None:
        self._ticks.append(1000 * (time.perf_counter() - self._begun))
        if len(self._ticks) < len(_KEYS):
            QTimer.singleShot(_BETWEEN_MS, self, self._type)
            return
        assert len(self._editor.toPlainText()) == self._before + len(_KEYS)
        sys.stdout.write(json.dumps(self._ticks) + "\n")
        sys.stdout.flush()
        os._exit(0)


def main() -> None:
    from studio import app as studio_app
    from studio.workflows import open_project

    app = QApplication(["dreamfactory"])
    typist = Typist(app)
    slow = partial(vars(open_project)["open_project"], before_sync=partial(time.sleep, float(sys.argv[1])))
    with patch.object(open_project, "open_project", slow):
        studio_app.main(sys.argv[2:])
    raise SystemExit(f"{typist} typed nothing.")


if __name__ == "__main__":
    main()
