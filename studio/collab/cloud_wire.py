"""Calls to Firebase Storage's REST interface in a person's name, with deadlines and another try where that is safe."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakSet

from studio.collab.document_store import Denied, SignInNeeded, StoreFailure, TooLarge, Unavailable
from studio.collab.firestore_token import PersonToken

if TYPE_CHECKING:
    import httpx2

_T = TypeVar("_T")

TRIES: Final = 5
_CONNECT_S: Final = 5.0
_SILENCE_S: Final = 15.0
_FIRST_PAUSE_S: Final = 0.25
_LONGEST_PAUSE_S: Final = 8.0


class NotThere(Exception):
    """The server has nothing under this name."""


class Stale(Exception):
    """An upload that was begun is no longer known; it has to be begun anew."""


class NothingMore(Exception):
    """The part that was asked for is beyond the end."""


class CloudWire:
    """An HTTP client for one person. Any thread may call it.

    Args:
        token: whose token goes with each request.
        sleep: waits between tries, in seconds; by itself it waits no longer than until it is broken off.
    """

    def __init__(self, token: PersonToken, *, sleep: Callable[[float], object] | None = None) -> None:
        import httpx2

        self._token = token
        self._is_broken_off = threading.Event()
        self._sleep = sleep or self._is_broken_off.wait
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._sockets_lock = threading.Lock()
        # Redirects are not followed: the token is for this server only.
        timeout = httpx2.Timeout(_SILENCE_S, connect=_CONNECT_S)
        self._client = httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=True)

    def ask(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> httpx2.Response:
        """One request, once; its whole answer, which is a success.

        Raises:
            NotThere: the answer is 404.
            Stale: the answer is 410.
            NothingMore: the answer is 416.
            StoreFailure: as the port says.
        """
        with self.stream(method, url, headers=headers, content=content) as response:
            with self._told():
                response.read()
            return response

    @contextmanager
    def stream(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> Iterator[httpx2.Response]:
        """One request, once; its answer, still to be read by ``reading``. Raises as ``ask`` does."""
        if self._is_broken_off.is_set():
            raise Unavailable("The connection to the team's media is closed.")
        token = self._token.current()
        for is_last in (False, True):
            request = self._client.build_request(
                method,
                url,
                headers={"Authorization": f"Firebase {token}", "Accept-Encoding": "identity", **(headers or {})},
                content=content,
                extensions={"trace": self._keep_socket},
            )
            with self._told():
                response = self._client.send(request, stream=True)
            if response.status_code == 401 and not is_last:
                response.close()
                token = self._token.renewed_after(token)
                continue
            try:
                _check(response)
                yield response
            finally:
                response.close()
            return

    def tried(self, attempt: Callable[[], _T]) -> _T:
        """What an attempt comes to that may be made again, after waits that grow."""
        for number in range(TRIES):
            try:
                return attempt()
            except Unavailable:
                if number == TRIES - 1 or self._is_broken_off.is_set():
                    raise
                self._sleep(random.uniform(0.5, 1.0) * min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**number))
        raise AssertionError

    def tried_while_growing(self, attempt: Callable[[], _T], *, grown: Callable[[], int]) -> _T:
        """As ``tried``, and as often as ``grown`` has become more meanwhile: a large file outlives many breaks."""
        while True:
            before = grown()
            try:
                return self.tried(attempt)
            except Unavailable:
                if self._is_broken_off.is_set() or grown() <= before:
                    raise

    def reading(self, response: httpx2.Response) -> Iterator[bytes]:
        """The bytes of an answer as they come.

        Raises:
            Unavailable: it breaks off.
        """
        with self._told():
            yield from response.iter_raw(1 << 16)

    def break_off(self) -> None:
        """Has whatever is under way fail as Unavailable, at once, and all that is asked later too."""
        with self._sockets_lock:
            self._is_broken_off.set()
            for each in tuple(self._sockets):
                _shut(each)

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()

    def _keep_socket(self, event: str, info: Mapping[str, Any]) -> None:
        """Hears from the HTTP library of each connection that is made."""
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        made = info["return_value"].get_extra_info("socket")
        if isinstance(made, socket.socket):
            with self._sockets_lock:
                self._sockets.add(made)
                if self._is_broken_off.is_set():
                    _shut(made)

    @contextmanager
    def _told(self) -> Iterator[None]:
        import httpx2

        try:
            yield
        except httpx2.HTTPError as error:
            raise Unavailable(f"The team's media cannot be reached ({type(error).__name__}).") from error
        except RuntimeError as error:
            raise Unavailable("The connection to the team's media is closed.") from error


def _shut(connection: socket.socket) -> None:
    """Wakes the thread that waits for it; closing alone would not, and TLS's own goodbye could wait for the other."""
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _check(response: httpx2.Response) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    raise _failure(status)


def _failure(status: int) -> Exception:
    failure: StoreFailure
    match status:
        case 401:
            failure = SignInNeeded("The sign-in is no longer good; sign in again.")
        case 403:
            failure = Denied("The rules of the team's media do not allow it.")
        case 404:
            return NotThere()
        case 410:
            return Stale()
        case 416:
            return NothingMore()
        case 413:
            failure = TooLarge("The team's storage takes no file as large as this.")
        case 408 | 429:
            failure = Unavailable(f"The team's media cannot be reached just now ({status}).")
        case _ if status >= 500:
            failure = Unavailable(f"The team's media cannot be reached just now ({status}).")
        case _:
            failure = Denied(f"The team's storage does not take it ({status}).")
    return failure
