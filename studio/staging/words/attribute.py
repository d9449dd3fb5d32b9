"""Adjectives: what they say about size and material, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Attribute:
    """An English adjective; ``scale`` multiplies width, height and depth; ``palette`` is a swatch name."""

    name: str
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    palette: str | None = None


def _sizes() -> dict[str, tuple[float, float, float]]:
    table: dict[str, tuple[float, float, float]] = {}
    for names, scale in (
        ("tiny miniature mini", (0.5, 0.5, 0.5)),
        ("small little compact low-key", (0.75, 0.85, 0.75)),
        ("large big spacious oversized wide grand", (1.3, 1.15, 1.2)),
        ("huge giant enormous massive gigantic", (2.0, 1.8, 2.0)),
        ("long", (2.2, 1.0, 1.0)),
        ("short", (0.75, 0.8, 1.0)),
        ("tall high", (1.0, 1.35, 1.0)),
        ("low", (1.0, 0.7, 1.0)),
        ("narrow thin", (0.7, 1.0, 0.8)),
        ("king-size king-sized", (1.15, 1.0, 1.0)),
    ):
        for name in names.split():
            table[name] = scale
    return table


_PALETTES = {
    "wooden": "wood", "wood": "wood", "oak": "wood", "walnut": "wood_dark", "pine-wood": "wood_light",
    "golden": "gold", "gold": "gold", "silver": "silver", "brass": "brass", "iron": "iron", "metal": "steel",
    "steel": "steel", "stone": "stone", "marble": "marble", "brick": "brick", "glass": "glass", "ceramic": "ceramic",
    "leather": "leather", "paper": "paper", "red": "cloth_red", "blue": "cloth_blue", "green": "cloth_green",
    "grey": "cloth_grey", "gray": "cloth_grey", "white": "white", "black": "black", "yellow": "yellow",
    "orange": "orange", "pink": "pink", "purple": "purple", "teal": "teal", "brown": "leather",
}  # fmt: skip
_PLAIN = (
    "old new round square floating hanging folding vintage modern antique rustic cozy broken dirty clean empty full "
    "soft comfortable elegant simple plush fresh wet burning lit ancient magic magical ornate plain swivel beautiful "
    "abandoned medieval futuristic dark bright colorful colourful sleek decorative wicker retro minimal ergonomic "
    "cute heavy holy royal student office gaming folding young busy rolling adjustable freestanding frosted circular"
).split()


def _english() -> dict[str, Attribute]:
    sizes = _sizes()
    names = [*sizes, *_PALETTES, *_PLAIN]
    return {name: Attribute(name, sizes.get(name, (1.0, 1.0, 1.0)), _PALETTES.get(name)) for name in names}


ENGLISH_ATTRIBUTES = MappingProxyType(_english())

_KOREAN = {
    "작은": "small", "조그만": "small", "자그마한": "small", "소형": "small", "큰": "large", "커다란": "large",
    "대형": "large", "거대한": "giant", "초대형": "giant", "넓은": "wide", "긴": "long", "기다란": "long", "짧은": "short",
    "높은": "tall", "낮은": "low", "좁은": "narrow", "나무": "wooden", "목재": "wooden", "원목": "wooden", "목제": "wooden",
    "황금": "golden", "금": "golden", "금빛": "golden", "황금빛": "golden", "금색": "golden", "은": "silver", "은색": "silver",
    "은빛": "silver", "황동": "brass", "놋쇠": "brass", "철": "iron", "철제": "metal", "금속": "metal", "쇠": "iron",
    "돌": "stone", "석조": "stone", "돌로": "stone", "대리석": "marble", "벽돌": "brick", "유리": "glass", "도자기": "ceramic",
    "가죽": "leather", "종이": "paper", "빨간": "red", "붉은": "red", "빨강": "red", "파란": "blue", "푸른": "blue",
    "파랑": "blue", "초록": "green", "초록색": "green", "녹색": "green", "회색": "grey", "하얀": "white", "흰": "white",
    "흰색": "white", "검은": "black", "까만": "black", "검정": "black", "검은색": "black", "노란": "yellow", "노랑": "yellow",
    "주황": "orange", "주황색": "orange", "분홍": "pink", "분홍색": "pink", "보라": "purple", "보라색": "purple", "갈색": "brown",
    "빨간색": "red", "파란색": "blue", "노란색": "yellow", "오래된": "old", "낡은": "old", "허름한": "old", "헌": "old",
    "새": "new", "둥근": "round", "원형": "round", "네모난": "square", "떠다니는": "floating", "떠있는": "floating",
    "공중에뜬": "floating", "접이식": "folding", "고풍스러운": "antique", "현대적인": "modern", "부서진": "broken",
    "더러운": "dirty", "깨끗한": "clean", "빈": "empty", "부드러운": "soft", "편안한": "comfortable", "아름다운": "beautiful",
    "예쁜": "beautiful", "버려진": "abandoned", "폐": "abandoned", "마법": "magic", "마법의": "magic", "중세": "medieval",
    "화려한": "ornate", "소박한": "plain", "어두운": "dark", "밝은": "bright", "젊은": "young", "늙은": "old",
    "타오르는": "burning", "매달린": "hanging", "걸린": "hanging",
}  # fmt: skip

KOREAN_ATTRIBUTES = MappingProxyType(
    {word: ENGLISH_ATTRIBUTES.get(name, Attribute(name)) for word, name in _KOREAN.items()}
)


def attribute(name: str) -> Attribute:
    """What an English adjective says; one without a meaning of its own says nothing but its name."""
    return ENGLISH_ATTRIBUTES.get(name, Attribute(name))
