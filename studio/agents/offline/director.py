"""The Director without a model: which rule moves the camera, in a sentence."""

from __future__ import annotations

from studio.agents.camera_words import move_words
from studio.agents.korean_particles import with_particle
from studio.model.documents import Board
from studio.script.language import Language

_KOREAN_MOVES = {
    "pan": "팬",
    "tilt": "틸트",
    "roll": "롤",
    "dolly": "달리",
    "truck": "트럭",
    "pedestal": "페데스털",
    "crane": "크레인",
    "handheld": "핸드헬드",
    "zoom": "줌",
    "dolly_zoom": "달리 줌",
    "rack_focus": "랙 포커스",
}


def offline_move(board: Board, *, seconds: float, is_filmed: bool, language: Language) -> str:
    """What was done, and by which rule; ``is_filmed`` says that the board's camera keys are filmed on its set."""
    if language == "ko":
        move = _KOREAN_MOVES.get(board.move, "고정 숏")
        if is_filmed:
            keys = len(board.camera_keys)
            return f"오프라인: 카메라 키가 {keys}개이므로 {with_particle(move, '을/를')} 세트에서 촬영합니다."
        if move == "고정 숏":
            return "오프라인: 고정 숏이므로 그림을 그대로 유지합니다."
        return f"오프라인: 정지 그림이므로 ‘{move}’ 규칙에 따라 그림 위에서 카메라를 움직입니다."
    move = move_words(board, seconds=seconds)
    if is_filmed:
        return f"Offline: the board has {len(board.camera_keys)} camera keys, so the move is filmed on its set: {move}."
    if board.move == "static":
        return "Offline: the shot is static, so its picture is held."
    return f"Offline: the picture is a still, so the camera moves over it, by the rule for “{board.move}”: {move}."
