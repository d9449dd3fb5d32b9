"""The few words that the storyboard's PDF adds of its own, in the language its boards are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio.media.cut import Cut, CutBoard
from studio.script.language import language_of


@dataclass(frozen=True, slots=True)
class PdfWords:
    """Labels; those with a ``{count}`` are to be filled."""

    storyboard: str
    one_scene: str
    scenes: str
    one_board: str
    boards: str
    continued: str
    not_drawn: str
    not_here: str
    note: str
    frames_a_second: str
    seconds: str
    angles: Mapping[str, str]
    moves: Mapping[str, str]

    def scene_count(self, count: int) -> str:
        """``8 scenes``."""
        return self.one_scene if count == 1 else self.scenes.format(count=count)

    def board_count(self, count: int) -> str:
        """``61 boards``."""
        return self.one_board if count == 1 else self.boards.format(count=count)

    def facts(self, board: CutBoard) -> str:
        """``MCU · low · dolly · 35 mm``: what is out of the ordinary, and always the size."""
        angle = "" if board.angle == "eye" else self.angles.get(board.angle, board.angle)
        move = "" if board.move == "static" else self.moves.get(board.move, board.move.replace("_", " "))
        lens = "" if board.lens_mm is None else f"{board.lens_mm:g} mm"
        return " · ".join(fact for fact in (board.shot_size, angle, move, lens) if fact)


ENGLISH = PdfWords(
    storyboard="Storyboard",
    one_scene="1 scene",
    scenes="{count} scenes",
    one_board="1 board",
    boards="{count} boards",
    continued="continued",
    not_drawn="not drawn yet",
    not_here="picture not here yet",
    note="Note",
    frames_a_second="{count} frames a second",
    seconds="{count} s",
    angles=MappingProxyType({"bird": "bird's eye", "worm": "worm's eye"}),
    moves=MappingProxyType({}),
)
KOREAN = PdfWords(
    storyboard="스토리보드",
    one_scene="씬 1개",
    scenes="씬 {count}개",
    one_board="보드 1개",
    boards="보드 {count}개",
    continued="이어서",
    not_drawn="아직 그리지 않음",
    not_here="그림이 아직 오지 않음",
    note="메모",
    frames_a_second="초당 {count}프레임",
    seconds="{count}초",
    angles=MappingProxyType(
        {"bird": "직부감", "high": "부감", "low": "앙각", "worm": "극앙각", "dutch": "더치 앵글", "eye": "아이레벨"}
    ),
    moves=MappingProxyType(
        {
            "pan": "팬",
            "tilt": "틸트",
            "roll": "롤",
            "dolly": "달리",
            "truck": "트럭",
            "pedestal": "페디스털",
            "crane": "크레인",
            "handheld": "핸드헬드",
            "zoom": "줌",
            "dolly_zoom": "달리 줌",
            "rack_focus": "랙 포커스",
        }
    ),
)


def words_of(cut: Cut) -> PdfWords:
    """Korean where most words on the boards are Korean."""
    written = (text for board in cut.boards for text in (board.dialogue, board.action))
    return KOREAN if language_of(written) == "ko" else ENGLISH
