"""A board's camera move as an honest move over its still picture."""

from __future__ import annotations

from studio.model.camera_travel import camera_travel
from studio.model.documents import Board, CameraKey, KenBurns
from studio.model.timing import FILM, FrameRate

_PAN_ZOOM = 1.14
_TRAVEL = 1 - 1 / _PAN_ZOOM
"""How far a camera at ``_PAN_ZOOM`` can go from edge to edge, as a fraction of the frame."""

_MOST_ZOOM = 1.35
_PUSH = 1.16


def shot_move(board: Board, *, rate: FrameRate = FILM) -> KenBurns:
    """The move over a board's still: its own composition if it has one, else what its ``move`` asks for.

    The camera keys say which way (left or right, up or down, in or out) and how much longer the lens gets; without
    them a pan or a truck goes right, a tilt, pedestal or crane up, a dolly or zoom in. What a still cannot show
    (static, roll, rack focus, a move nobody knows) holds the picture.
    """
    duration_s = rate.seconds(board.duration_frames)
    if board.video_composition is not None:
        return board.video_composition.config.model_copy(update={"duration": duration_s})
    zoom, pan_x, pan_y = (1.0, 1.0), 0.0, 0.0
    travel = camera_travel(board.camera_keys)
    right, up, closer = travel.right, travel.up, travel.closer
    match board.move:
        case "pan" | "truck":
            zoom, pan_x = (_PAN_ZOOM, _PAN_ZOOM), _TRAVEL * right
        case "tilt" | "pedestal":
            zoom, pan_y = (_PAN_ZOOM, _PAN_ZOOM), -_TRAVEL * up
        case "crane":
            # A crane shows more as it rises: it ends wide.
            ends = (_PUSH, 1.02) if up > 0 else (1.02, _PUSH)
            zoom, pan_y = ends, -_TRAVEL / 2 * up
        case "dolly" | "dolly_zoom":
            zoom = (1.0, _PUSH) if closer > 0 else (_PUSH, 1.0)
        case "zoom":
            factor = _zoom_factor(board.camera_keys)
            zoom = (1.0, factor) if closer > 0 else (factor, 1.0)
        case "handheld":
            zoom, pan_x, pan_y = (1.04, 1.05), 0.012, -0.008
    return KenBurns(zoom_start=zoom[0], zoom_end=zoom[1], pan_x=pan_x, pan_y=pan_y, duration=duration_s)


def _zoom_factor(keys: tuple[CameraKey, ...]) -> float:
    """How much the picture grows from the shorter lens to the longer, as far as a still can stand it."""
    if len(keys) < 2 or keys[0].lens_mm == keys[-1].lens_mm:
        return 1.25
    short, long = sorted((keys[0].lens_mm, keys[-1].lens_mm))
    return min(_MOST_ZOOM, long / short)
