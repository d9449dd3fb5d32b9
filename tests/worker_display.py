"""A virtual display for each worker of a parallel run: on one display, windows take the focus from each other."""

from __future__ import annotations

import os
import shutil
import subprocess


class WorkerDisplays:
    """The displays of one run; a run that has no display of its own, or no Xvfb, has none to give."""

    def __init__(self) -> None:
        self._program = shutil.which("Xvfb") if os.environ.get("DISPLAY") else None
        self._servers: list[subprocess.Popen[bytes]] = []

    def start(self) -> str | None:
        """Starts one more and returns its name, such as ``:7``; None where there is none to give."""
        if self._program is None:
            return None
        told, tells = os.pipe()
        # Xvfb itself looks for a free number, so that two that start at once never take the same.
        command = [self._program, "-displayfd", str(tells), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
        self._servers.append(subprocess.Popen(command, pass_fds=(tells,), stderr=subprocess.DEVNULL))
        os.close(tells)
        with os.fdopen(told) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start; run the tests without -n, or install it anew.")
        return f":{number}"

    def close(self) -> None:
        """Ends them all."""
        for server in self._servers:
            server.terminate()
        for server in self._servers:
            server.wait()
        self._servers.clear()
