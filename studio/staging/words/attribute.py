"""Adjectives: what they say about size and material, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio.staging.words.word_table import listed, rows


@dataclass(frozen=True, slots=True)
class Attribute:
    """An English adjective; ``scale`` multiplies width, height and depth; ``palette`` is a swatch name."""

    name: str
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    palette: str | None = None


def _attribute(name: str, scale: str, palette: str) -> Attribute:
    width, height, depth = (float(factor) for factor in scale.split())
    return Attribute(name, (width, height, depth), None if palette == "-" else palette)


ENGLISH_ATTRIBUTES: Mapping[str, Attribute] = MappingProxyType(
    {name: _attribute(name, scale, palette) for name, scale, palette, _ in rows("attributes.tsv")}
)
KOREAN_ATTRIBUTES: Mapping[str, Attribute] = MappingProxyType(
    {word: ENGLISH_ATTRIBUTES[name] for name, _, _, korean in rows("attributes.tsv") for word in listed(korean)}
)


def attribute(name: str) -> Attribute:
    """What an English adjective says; one without a meaning of its own says nothing but its name."""
    return ENGLISH_ATTRIBUTES.get(name, Attribute(name))
