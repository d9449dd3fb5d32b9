"""The shipped typefaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from studio.errors import MediaError
from studio.media.fonts import FONT_NAMES, FontName, font_path


@pytest.mark.parametrize("name", FONT_NAMES)
def test_that_every_face_is_truetype_and_licensed(name: FontName) -> None:
    path = font_path(name)
    assert path.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert "SIL OPEN FONT LICENSE" in (path.parent / f"OFL-{name.partition('-')[0]}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FONT_NAMES if name.startswith("Nanum")])
def test_that_korean_faces_draw_different_syllables(name: FontName) -> None:
    font = ImageFont.truetype(str(font_path(name)), 20)
    assert len({bytes(font.getmask(syllable)) for syllable in "가힣뷁똠"}) == 4


def test_that_a_missing_face_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="The font Inter-Bold is missing"):
        font_path("Inter-Bold", folder=tmp_path)
