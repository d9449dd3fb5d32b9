"""Calls to Firebase Storage's REST interface in a person's name, with deadlines and another try where that is safe."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

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
        sleep: waits between tries, in seconds.
    """

    def __init__(self, token: PersonToken, *, sleep: Callable[[float], None] = time.sleep) -> None:
        import httpx2

        self._token = token
        self._sleep = sleep
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
        token = self._token.current()
        for is_last in (False, True):
            request = self._client.build_request(
                method,
                url,
                headers={"Authorization": f"Firebase {token}", "Accept-Encoding": "identity", **(headers or {})},
                content=content,
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
                if number == TRIES - 1:
                    raise
                self._sleep(random.uniform(0.5, 1.0) * min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**number))
        raise AssertionError

    def reading(self, response: httpx2.Response) -> Iterator[bytes]:
        """The bytes of an answer as they come.

        Raises:
            Unavailable: it breaks off.
        """
        with self._told():
            yield from response.iter_raw(1 << 16)

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        import httpx2

        try:
            yield
        except httpx2.HTTPError as error:
            raise Unavailable(f"The team's media cannot be reached ({type(error).__name__}).") from error
        except RuntimeError as error:
            raise Unavailable("The connection to the team's media is closed.") from error


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
