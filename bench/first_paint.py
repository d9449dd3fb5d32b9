"""Opens a window and says when it was painted first: ``python -m bench.first_paint bare`` or ``… studio PROJECT``."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FirstPaint(QObject):
    """Watches from outside for the first paint of a window; ends the process once it is on the screen."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            # The event is on its way in; back in the loop, the whole window has been painted and handed over.
            QTimer.singleShot(0, _tell)
        return False


def _tell() -> None:
    sys.stdout.write(f"{time.monotonic()}\n")
    sys.stdout.flush()
    os._exit(0)


def _bare(app: QApplication) -> None:
    from PySide6.QtOpenGLWidgets import QOpenGLWidget
    from PySide6.QtWidgets import QMainWindow

    window = QMainWindow()
    window.setCentralWidget(QOpenGLWidget())
    window.resize(1440, 900)
    window.show()
    app.exec()


def main() -> None:
    app = QApplication(["dreamfactory"])
    watch = FirstPaint(app)
    if sys.argv[1] == "bare":
        _bare(app)
    else:
        from studio import app as studio_app

        studio_app.main(sys.argv[2:])
    raise SystemExit(f"{watch} saw no paint.")


if __name__ == "__main__":
    main()
