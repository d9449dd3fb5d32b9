"""Threads for work beside the window: they give way to it where cores are few."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

_NICE = 10


def background_threads() -> ThreadPoolExecutor:
    """An executor for ``asyncio.to_thread``, as many threads as its default has."""
    return ThreadPoolExecutor(thread_name_prefix="background", initializer=give_way)


def give_way() -> None:
    """Has the calling thread give way to others; only Linux knows a priority for one thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
