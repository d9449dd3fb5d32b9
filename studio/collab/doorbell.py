"""A doorbell between the windows of one machine: who has written rings, and the others look at once.

A ring carries nothing and may get lost: who listens looks by itself too, only later.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_TOKEN_BYTES = 16


class Doorbell:
    """One window's bell at a project. ``on_ring`` is called on a thread of its own.

    Datagrams through a socket in a folder that only this person can enter; where there are no such sockets, over the
    loopback with a token that only who can read the folder knows.
    """

    def __init__(self, project: Path, on_ring: Callable[[], None], *, runtime: Path | None = None) -> None:
        """``runtime`` is where the bells of this person hang; the system's place for it where there is none.

        Raises:
            OSError: no bell can be hung here.
        """
        self._folder = runtime_folder(project, runtime=runtime)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._bell = self._folder / secrets.token_hex(4)
        self._token = secrets.token_bytes(_TOKEN_BYTES)
        self._on_ring = on_ring
        self._is_open = True
        self._socket = self._hang()
        self._thread = threading.Thread(target=self._listen, name="doorbell", daemon=True)
        self._thread.start()

    def ring(self) -> None:
        """Rings at all other windows on the project."""
        with suppress(FileNotFoundError):
            for bell in self._folder.iterdir():
                if bell != self._bell:
                    self._ring_at(bell)

    def close(self) -> None:
        """Takes the bell down."""
        self._is_open = False
        self._bell_address_gone()
        self._thread.join()
        self._socket.close()
        with suppress(OSError):
            self._folder.rmdir()

    def _hang(self) -> socket.socket:
        if hasattr(socket, "AF_UNIX"):
            bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            bell.bind(str(self._bell))
            return bell
        bell = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        bell.bind(("127.0.0.1", 0))
        self._bell.write_bytes(bell.getsockname()[1].to_bytes(2, "big") + self._token)
        return bell

    def _ring_at(self, bell: Path) -> None:
        try:
            if hasattr(socket, "AF_UNIX"):
                self._socket.sendto(b"", socket.MSG_DONTWAIT, str(bell))
            else:
                told = bell.read_bytes()
                self._socket.sendto(told[2:], ("127.0.0.1", int.from_bytes(told[:2], "big")))
        except (ConnectionRefusedError, ConnectionResetError):
            # Its process was killed.
            bell.unlink(missing_ok=True)
        except OSError:
            # Gone meanwhile, or rung so often that its queue is full.
            return

    def _bell_address_gone(self) -> None:
        address = str(self._bell) if hasattr(socket, "AF_UNIX") else self._socket.getsockname()
        with suppress(OSError):
            self._socket.sendto(b"" if hasattr(socket, "AF_UNIX") else self._token, address)
        self._bell.unlink(missing_ok=True)

    def _listen(self) -> None:
        while self._is_open:
            try:
                rung = self._socket.recv(_TOKEN_BYTES)
            except ConnectionResetError:
                # How Windows tells that somebody rung at is gone.
                continue
            if self._is_open and (hasattr(socket, "AF_UNIX") or rung == self._token):
                self._on_ring()


def runtime_folder(project: Path, *, runtime: Path | None = None) -> Path:
    """Where a project has what lives only while it is open; it need not be there yet. The path is short.

    Raises:
        OSError: this person has no place of their own here.
    """
    key = hashlib.sha256(str(project.resolve()).encode("utf-8")).hexdigest()[:16]
    return (runtime or _runtime_folder()) / key


def _runtime_folder() -> Path:
    own = os.environ.get("XDG_RUNTIME_DIR")
    if own and Path(own).is_dir():
        return Path(own) / "dreamfactory"
    # A path of a socket has to be short; a folder of somebody else's in the shared place is not used.
    who = str(os.getuid()) if hasattr(os, "getuid") else "me"
    folder = Path(tempfile.gettempdir()) / f"dreamfactory-{who}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else.")
    return folder
