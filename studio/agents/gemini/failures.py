"""What the SDK and its transport raise, as one kind of failure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from studio.agents.provider_failure import FailureKind, ProviderFailure

_KINDS: dict[int, FailureKind] = {
    400: "invalid",
    401: "key",
    403: "forbidden",
    404: "missing",
    408: "timeout",
    410: "missing",
    429: "quota",
    504: "timeout",
}
_DELAY = re.compile(r"^(\d+(?:\.\d+)?)s$")
_BAD_KEY = ("API_KEY_INVALID", "API key not valid", "API key expired")


@contextmanager
def told_as_failures() -> Iterator[None]:
    """Turns every error of a call to the SDK into a ProviderFailure; cancelling passes."""
    import httpx2
    from google.genai import _interactions_errors as interactions
    from google.genai import errors

    try:
        yield
    except ProviderFailure:
        raise
    except errors.APIError as error:
        raise _of_status(error.code, error.message or "", error.details) from error
    except interactions.APIStatusError as error:
        raise _of_status(error.status_code or 0, error.message, error.body) from error
    except (interactions.APITimeoutError, httpx2.TimeoutException) as error:
        if isinstance(error, httpx2.ConnectTimeout):
            raise ProviderFailure("unreachable", "no connection in time") from error
        raise ProviderFailure("timeout") from error
    except interactions.APIConnectionError as error:
        raise _of_connection(error.__cause__ or error) from error
    except httpx2.HTTPError as error:
        raise _of_connection(error) from error
    except (errors.UnknownApiResponseError, interactions.APIResponseValidationError, json.JSONDecodeError) as error:
        raise ProviderFailure("truncated", "the answer is not whole JSON") from error
    except (interactions.APIError, ValueError) as error:
        raise ProviderFailure("unsupported", said=str(error)) from error


def _of_status(code: int, message: str, details: Any) -> ProviderFailure:
    text = f"{message} {details}"
    kind = _KINDS.get(code, "unavailable" if code >= 500 else "invalid")
    if kind == "invalid" and any(word in text for word in _BAD_KEY):
        kind = "key"
    return ProviderFailure(kind, said=message, retry_after_s=_retry_delay_s(details) if kind == "quota" else None)


def _of_connection(error: BaseException) -> ProviderFailure:
    import httpx2

    if isinstance(error, httpx2.ConnectError):
        return ProviderFailure("unreachable", said=str(error))
    return ProviderFailure("interrupted", said=str(error) or type(error).__name__)


def _retry_delay_s(details: Any) -> float | None:
    """The wait that a RetryInfo asks for, wherever it lies in the details."""
    if isinstance(details, Mapping):
        found = _DELAY.match(str(details.get("retryDelay", "")))
        if found:
            return float(found[1])
        details = list(details.values())
    if isinstance(details, list | tuple):
        return next((wait for each in details if (wait := _retry_delay_s(each)) is not None), None)
    return None
