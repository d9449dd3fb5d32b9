"""How long an ordinary prompt is read, and how that grows: 3,000 words beside 300."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.prompts import files_here
from bench.row import Row, beside
from studio.staging.spec import build_spec

_UNITS = {
    "English": "A bedroom with a bed, two nightstands and a lamp on each, and three chairs around a round table. ",
    "Korean": "거실에 소파 두 개와 낮은 탁자, 탁자 위에는 꽃병 하나와 책 세 권, 벽을 따라 책장 네 개가 줄지어 있다. ",
    "words of no meaning": "the frumious bandersnatch whiffled gladly through mimsy wabes while brillig toves gyred ",
}
_MOST_ORDINARY_MS = 10.0
_MOST_GROWTH = 25.0
"""Ten times the words; a reader that went back over all of them at each would take a hundred times as long."""


def _took_ms(prompt: str) -> float:
    """The least of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        build_spec(prompt, literal=True)
        took.append(time.perf_counter() - began)
    return 1000 * min(took)


def reading_rows() -> Iterator[Row]:
    """The median of all prompts that are here, and the growth for each language."""
    took = sorted(_took_ms(prompt.text) for file in files_here() for prompt in file.prompts())
    median = took[len(took) // 2]
    bar = f"≤ {_MOST_ORDINARY_MS:g} ms"
    yield Row(
        f"reading and spec, median of {len(took)} prompts", median, "ms", bar=bar, holds=median <= _MOST_ORDINARY_MS
    )
    for name, unit in _UNITS.items():
        words = len(unit.split())
        short, long = (_took_ms(unit * (count // words)) for count in (300, 3000))
        yield beside(f"reading 3,000 words beside 300, {name}", long, "ms", short, most=_MOST_GROWTH)
