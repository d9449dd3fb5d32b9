from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.viewport.context import EglContext


@pytest.fixture(scope="module")
def context() -> Iterator[EglContext]:
    """A context without a window, current for the tests of one module."""
    made = EglContext()
    made.make_current()
    yield made
    made.release()
