from __future__ import annotations

import os
import sys
import threading

import pytest

from studio.ui.background_threads import background_threads


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows a priority for one thread")
def test_that_work_beside_the_window_gives_way_to_it() -> None:
    before = priority()
    with background_threads() as threads:
        beside = threads.submit(priority).result()
    assert beside > before
    assert priority() == before
