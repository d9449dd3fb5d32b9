"""A gate before a server: open it passes bytes on; shut it hangs up on whoever comes, or swallows all they say."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading


class TcpGate:
    """Listens on a port of its own (``place``) before the server at ``behind``; both are ``host:port``.

    ``turned_away`` counts who came since it was shut.
    """

    def __init__(self, behind: str) -> None:
        host, _, port = behind.rpartition(":")
        self._behind = (host, int(port))
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._is_over = False
        self._servers: set[socket.socket] = set()
        self._swallowed: set[socket.socket] = set()
        self._is_swallowing = False
        self.is_open = True
        self.turned_away = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._start(self._accept)

    def shut(self) -> None:
        """Breaks all connections; whoever comes is turned away."""
        self.is_open = False
        self.turned_away = 0
        self._break()

    def swallow(self) -> None:
        """Breaks nothing and lets nothing through, as a tunnel does; what is connected now is dead for good."""
        self.is_open = False
        self.turned_away = 0
        with self._lock:
            self._is_swallowing = True
            self._swallowed |= self._sockets

    def mute(self) -> None:
        """What the server answers over what is connected now is lost for good; all that is said to it arrives."""
        with self._lock:
            self._swallowed |= self._servers

    def open(self) -> None:
        """Lets whoever comes through again."""
        with self._lock:
            self._is_swallowing = False
        self.is_open = True

    def close(self) -> None:
        """Ends everything."""
        self._is_over = True
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._break()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._is_over:
            try:
                coming, _ = self._server.accept()
            except OSError:
                return
            if not self.is_open:
                self.turned_away += 1
                if self._is_swallowing:
                    with self._lock:
                        self._sockets.add(coming)
                        self._swallowed.add(coming)
                    self._start(lambda coming=coming: self._pass_on(coming, coming))
                else:
                    coming.close()
                continue
            try:
                going = socket.create_connection(self._behind, timeout=5)
            except OSError:
                coming.close()
                continue
            going.settimeout(None)
            for one in (coming, going):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._sockets |= {coming, going}
                self._servers.add(going)
            self._start(lambda coming=coming, going=going: self._pass_on(coming, going))
            self._start(lambda coming=coming, going=going: self._pass_on(going, coming))

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if source not in self._swallowed:
                    target.sendall(data)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _break(self) -> None:
        with self._lock:
            sockets, self._sockets = self._sockets, set()
        for one in sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _start(self, work: object) -> None:
        thread = threading.Thread(target=work, name="tcp gate", daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()


class GateProcess:
    """The same in a process of its own, for several tests together: what it has running is nobody's leftover."""

    def __init__(self, behind: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stand_in.tcp_gate", behind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.place = self._told()

    def shut(self) -> None:
        """Breaks all connections; whoever comes is turned away."""
        self._tell("shut")

    def open(self) -> None:
        """Lets through again."""
        self._tell("open")

    def close(self) -> None:
        """Ends everything."""
        self._process.communicate(timeout=30)

    def _tell(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        assert self._told() == word

    def _told(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def main() -> None:
    """Does as it is told, until nobody is left who tells."""
    gate = TcpGate(sys.argv[1])
    _say(gate.place)
    for line in sys.stdin:
        {"shut": gate.shut, "open": gate.open}[line.strip()]()
        _say(line.strip())
    gate.close()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
