from __future__ import annotations

import pytest

from studio.model.stroke_writer import written_drawing
from studio.model.strokes import Stroke, decode_strokes, encode_strokes


def strokes(count: int) -> tuple[Stroke, ...]:
    return tuple(
        Stroke(f"s{place}", "pencil", "#22201d", 0.006, tuple((step / 50, place / 100, 0.5) for step in range(50)))
        for place in range(count)
    )


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_that_a_written_drawing_reads_like_an_encoded_one(count: int) -> None:
    assert decode_strokes(written_drawing(strokes(count)).data) == decode_strokes(encode_strokes(strokes(count)))


def test_that_a_drawing_grows_stroke_by_stroke() -> None:
    drawing = written_drawing(())
    for stroke in strokes(30):
        drawing = drawing.extended((stroke,))
    assert decode_strokes(drawing.data) == decode_strokes(encode_strokes(strokes(30)))
    assert drawing.strokes == strokes(30)


def test_that_two_drawings_may_grow_from_the_same_one() -> None:
    first, second, third = strokes(3)
    base = written_drawing((first,))
    one, other = base.extended((second,)), base.extended((third,))
    assert [stroke.id for stroke in decode_strokes(one.data)] == ["s0", "s1"]
    assert [stroke.id for stroke in decode_strokes(other.data)] == ["s0", "s2"]
    assert [stroke.id for stroke in decode_strokes(base.data)] == ["s0"]
