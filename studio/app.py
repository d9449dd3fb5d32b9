"""The window's composition root: shows the window at once, then builds the services and fills it.

What the first frame does not need is imported after it, on a thread, so that the window is there within the time of
an empty one.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from studio.errors import StudioError
from studio.settings import load_preferences
from studio.ui.studio_window import StudioWindow
from studio.ui.theme import apply_palette, load_fonts, load_theme
from studio.ui.translation import system_language, use_language

_FIRST_FRAME_MS = 2000


def main(arguments: Sequence[str]) -> int:
    """Opens the window and returns the exit code."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["dreamfactory"])
    app.setApplicationName("DreamFactory Studio")
    app.setDesktopFileName("dreamfactory-studio")
    app.setQuitOnLastWindowClosed(False)
    theme = load_theme()
    use_language(load_preferences().language or system_language())
    load_fonts("Inter-Regular", "Inter-SemiBold")
    apply_palette(app, theme)
    window = StudioWindow(theme)
    window.show()
    _wait_for_first_frame(app, window)
    return _run(app, window, Path(arguments[0]) if arguments else None)


def _wait_for_first_frame(app: QApplication, window: StudioWindow) -> None:
    seen: list[bool] = []
    window.first_frame.painted.connect(lambda: seen.append(True))
    clock = QElapsedTimer()
    clock.start()
    while not seen and clock.elapsed() < _FIRST_FRAME_MS:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    app.processEvents()


def _run(app: QApplication, window: StudioWindow, path: Path | None) -> int:
    import qasync

    from studio.ui.background_threads import background_threads
    from studio.ui.studio_session import StudioSession

    loop = qasync.QEventLoop(app)
    loop.set_default_executor(background_threads())
    session = StudioSession(app, window)
    ended: list[int] = []

    async def begin() -> None:
        try:
            await session.start(path)
        except StudioError as error:
            print(f"dreamfactory: {error.message}", file=sys.stderr)  # noqa: T201
            ended.append(error.exit_code)
            window.close_for_good()
            loop.stop()

    with loop, suppress(KeyboardInterrupt):
        task = loop.create_task(begin(), name="start")
        session.ended.connect(loop.stop)
        loop.run_forever()
        loop.run_until_complete(session.settle())
        session.release()
        del task
    return ended[0] if ended else 0
