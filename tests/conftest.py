"""The house rules of every test: a home of its own, nobody's keys, nothing left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.leftovers import Traces, UnexpectedLines
from tests.worker_display import WorkerDisplays

if TYPE_CHECKING:
    from tests.stand_in.auth_emulator import AuthEmulator
    from tests.stand_in.firestore_emulator import EmulatorProcess, FirestoreEmulator

_PERSONAL = ("GEMINI_", "GOOGLE_", "TRIPO_", "HYPER3D_", "SERVICE_ACCOUNT_", "DREAMFACTORY_HOME")
"""Beginnings of variables that would lead a test to somebody's account or settings."""

_displays = pytest.StashKey[WorkerDisplays]()


def pytest_configure(config: pytest.Config) -> None:
    """Before anything of the studio is imported: no keys, and no window where there is no display."""
    config.stash[_displays] = WorkerDisplays()
    if display := getattr(config, "workerinput", {}).get("display"):
        os.environ["DISPLAY"] = display
    for name in [name for name in os.environ if name.startswith(_PERSONAL)]:
        del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Gives each worker of a parallel run (``-n``) a display of its own."""
    node.workerinput["display"] = node.config.stash[_displays].start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the workers' displays."""
    config.stash[_displays].close()


@pytest.fixture(scope="session")
def qt_loop(qapp: object) -> Iterator[asyncio.AbstractEventLoop]:
    """The one loop of Qt and asyncio; tests drive it with ``run_until_complete``.

    One for the session, closed at its end: qasync aborts the process where a loop is left open.
    """
    from qasync import QEventLoop

    loop: asyncio.AbstractEventLoop = QEventLoop(qapp, already_running=False)
    yield loop
    loop.close()


@pytest.fixture(autouse=True)
def home_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A DREAMFACTORY_HOME for this test alone."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DREAMFACTORY_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves threads, windows, tasks or files, or that logs a warning nobody looked at.

    A test that asks for ``caplog`` reads the log itself.
    """
    loop = request.getfixturevalue("qt_loop") if "qt_loop" in request.fixturenames else None
    before = Traces()
    unexpected = UnexpectedLines()
    logging.getLogger().addHandler(unexpected)
    yield
    logging.getLogger().removeHandler(unexpected)
    left = before.left(loop)
    if "caplog" not in request.fixturenames:
        left += [f"it logged {line}" for line in unexpected.lines]
    if left:
        pytest.fail("The test left something behind: " + "; ".join(left) + ".", pytrace=False)


@pytest.fixture(scope="session")
def firestore_process() -> Iterator[EmulatorProcess]:
    """Google's Firestore emulator, one for the session, for Firebase projects of all kinds.

    Where it is not installed the test is skipped; on CI (the variable CI) that is a failure.
    """
    from tests.stand_in.firestore_emulator import emulator_process

    with emulator_process() as process:
        yield process


@pytest.fixture(scope="session")
def emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    """A Firebase project whose rules know roles alone; a test has a project of its own in it."""
    from tests.stand_in.firestore_emulator import ROLES_ALONE, warm_up

    emulator = firestore_process.project("demo", rules=ROLES_ALONE)
    warm_up(emulator)
    return emulator


@pytest.fixture(scope="session")
def auth_process() -> Iterator[AuthEmulator]:
    """Google's Auth emulator, one for the session.

    Where it is not installed the test is skipped; on CI (the variable CI) that is a failure.
    """
    from tests.stand_in.auth_emulator import auth_emulator

    with auth_emulator("demo-accounts") as running:
        yield running


@pytest.fixture
def emulated(auth_process: AuthEmulator) -> AuthEmulator:
    """The same without an account in it."""
    auth_process.clear()
    return auth_process
