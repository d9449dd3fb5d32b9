"""Text for PDFs: Latin in Inter, Korean in Nanum Gothic, measured, broken into lines and set as selectable text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from studio.media.fonts import FontName, font_path

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Weight = Literal["regular", "medium", "semibold", "bold"]
_FACES: dict[Weight, tuple[FontName, FontName]] = {
    "regular": ("Inter-Regular", "NanumGothic-Regular"),
    "medium": ("Inter-Medium", "NanumGothic-Regular"),
    "semibold": ("Inter-SemiBold", "NanumGothic-Bold"),
    "bold": ("Inter-Bold", "NanumGothic-Bold"),
}

# Kinsoku: what may not begin a line, and what may not end one (JIS X 4051 and the Korean rules agree on these).
_NOT_FIRST = frozenset("!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕〗〞…‥·・ー～〜！％），．：；？］｝")
_NOT_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝（［｛￡￥￦₩")
_BREAK_AFTER = frozenset("-–—/")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set: size and leading in points, colour as sRGB from 0 to 1."""

    size: float
    leading: float
    weight: Weight = "regular"
    colour: tuple[float, float, float] = (0.13, 0.13, 0.14)

    def scaled(self, factor: float) -> TextStyle:
        """The same, smaller or larger."""
        return TextStyle(self.size * factor, self.leading * factor, self.weight, self.colour)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face."""

    face: FontName
    text: str


@lru_cache(maxsize=16)
def registered(face: FontName) -> str:
    """The face's name in reportlab, registered when first used."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(face, str(font_path(face))))
    return face


def text_width(text: str, style: TextStyle) -> float:
    """Width in points of text set on one line."""
    return sum(_width(run.face, run.text, style.size) for run in split_runs(text, style.weight))


def split_runs(text: str, weight: Weight) -> list[Run]:
    """The text in runs of one face: Inter where it has the letter, Nanum Gothic for the rest.

    Punctuation and spaces stay with the run before, so that a Korean sentence keeps its own.
    """
    latin, korean = _FACES[weight]
    runs: list[Run] = []
    for letter in text:
        if runs and not letter.isalnum() and _has(runs[-1].face, letter):
            face = runs[-1].face
        else:
            face = latin if _has(latin, letter) or not _has(korean, letter) else korean
        if runs and runs[-1].face == face:
            runs[-1] = Run(face, runs[-1].text + letter)
        else:
            runs.append(Run(face, letter))
    return runs


def break_lines(text: str, style: TextStyle, *, width: float) -> list[str]:
    """The text in lines no wider than ``width`` points.

    Breaks lie at spaces, after dashes, and between any two Korean, Chinese or Japanese letters except where a mark
    would begin or an opening bracket end a line. A word wider than the line is broken inside.
    """
    lines: list[str] = []
    for paragraph in text.replace("\t", "    ").splitlines() or [""]:
        line, used = "", 0.0
        for piece in _pieces(paragraph, style, width):
            wide = text_width(piece.rstrip(), style)
            if line and used + wide > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            line += piece
            used += text_width(piece, style)
        lines.append(line.rstrip())
    return lines


def draw_text(
    canvas: Canvas,
    text: str,
    style: TextStyle,
    *,
    x: float,
    y: float,
    align: Literal["left", "centre", "right"] = "left",
) -> None:
    """Sets one line with its baseline at ``y``; ``x`` is its left end, its middle or its right end."""
    if align != "left":
        x -= text_width(text, style) * (0.5 if align == "centre" else 1.0)
    line = canvas.beginText(x, y)
    line.setFillColorRGB(*style.colour)
    for run in split_runs(text, style.weight):
        line.setFont(registered(run.face), style.size)
        line.textOut(run.text)
    canvas.drawText(line)


def fitted(text: str, style: TextStyle, *, width: float) -> str:
    """The text on one line: whole if it fits, else its beginning and an ellipsis."""
    if text_width(text, style) <= width:
        return text
    while text and text_width(text.rstrip() + "…", style) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _pieces(paragraph: str, style: TextStyle, width: float) -> Iterator[str]:
    """The parts of a paragraph that are not broken, each with the spaces that follow it."""
    start = 0
    for at in range(1, len(paragraph) + 1):
        if at < len(paragraph) and not _may_break(paragraph[at - 1], paragraph[at]):
            continue
        piece = paragraph[start:at]
        start = at
        while text_width(piece.rstrip(), style) > width and len(piece) > 1:
            fits = len(piece) - 1
            while fits > 1 and text_width(piece[:fits], style) > width:
                fits -= 1
            yield piece[:fits]
            piece = piece[fits:]
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before.isspace() or before in _BREAK_AFTER or _is_ideographic(before) or _is_ideographic(after)


def _is_ideographic(letter: str) -> bool:
    """Whether lines may break on either side of it: Hangul, Han, kana and their full-width marks."""
    code = ord(letter)
    return (
        0x1100 <= code <= 0x11FF
        or 0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )


@lru_cache(maxsize=20_000)
def _has(face: FontName, letter: str) -> bool:
    from reportlab.pdfbase import pdfmetrics

    return ord(letter) in pdfmetrics.getFont(registered(face)).face.charToGlyph


@lru_cache(maxsize=20_000)
def _width(face: FontName, text: str, size: float) -> float:
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(text, registered(face), size))
