"""The thread that Qt's list of audio devices belongs to.

Qt makes that list on the thread that first asks for it, and tells it there of devices that come and go: so it is a
thread with a loop of its own, which stays as long as the application.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal, Slot

T = TypeVar("T")
_NAME = "audioThread"


class AudioThread(QThread):
    """Runs functions one after the other on a thread with a loop; it ends with the application's."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._hand = _Hand()
        self._hand.moveToThread(self)
        app.aboutToQuit.connect(self.end)

    def run_there(self, work: Callable[[], T]) -> Future[T]:
        """What the function returns, once it has been run."""
        if not self.isRunning():
            self.start()
        job: Future[T] = Future()
        self._hand.wanted.emit(work, job)
        return job

    def end(self) -> None:
        """Ends the thread once what it is at is done; it begins again when it is next given something."""
        self.quit()
        self.wait()


class _Hand(QObject):
    """Lives on the thread; a signal across threads waits in its loop."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted.connect(self._run)

    @Slot(object, object)
    def _run(self, work: Callable[[], object], job: Future[object]) -> None:
        if not job.set_running_or_notify_cancel():
            return
        try:
            job.set_result(work())
        except Exception as error:
            job.set_exception(error)


def audio_thread() -> AudioThread:
    """The application's own."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("Sound needs an application.")
    known = app.findChild(AudioThread, _NAME)
    return known if known is not None else AudioThread(app)
