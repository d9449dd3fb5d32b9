"""The shapes that picture models draw in, and the one nearest to a film's."""

from __future__ import annotations

from math import log

SHAPES = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")


def nearest_shape(aspect: float) -> str:
    """The shape nearest to a width over height, by ratio: 21:9 for 2.39."""
    return min(SHAPES, key=lambda shape: abs(log(shape_value(shape) / aspect)))


def shape_value(shape: str) -> float:
    """Width over height."""
    width, _, height = shape.partition(":")
    return int(width) / int(height)
