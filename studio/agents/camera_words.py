"""A board's camera in the words of the trade, as a model of videos understands them."""

from __future__ import annotations

from math import dist
from types import MappingProxyType

from studio.model.camera_travel import camera_travel
from studio.model.documents import Board, CameraKey

_SIZES = MappingProxyType(
    {
        "EWS": "extreme wide shot",
        "WS": "wide shot",
        "FS": "full shot, head to toe",
        "MLS": "medium long shot, from the knees up",
        "MS": "medium shot, from the waist up",
        "MCU": "medium close-up, from the chest up",
        "CU": "close-up of the face",
        "BCU": "big close-up, from brow to chin",
        "ECU": "extreme close-up",
        "INSERT": "insert of a detail, filling the frame",
    }
)
_ANGLES = MappingProxyType(
    {
        "bird": "from straight above",
        "high": "from a high angle",
        "eye": "at eye level",
        "low": "from a low angle",
        "worm": "from the ground, looking steeply up",
        "dutch": "with a canted horizon",
    }
)
_SLOW_M_S, _BRISK_M_S = 0.35, 1.2
_WIDE_MM, _LONG_MM = 28.0, 70.0


def framing_words(board: Board) -> str:
    """``medium shot, from the waist up, at eye level``."""
    size = _SIZES.get(board.shot_size, board.shot_size)
    return f"{size}, {_ANGLES.get(board.angle, board.angle)}"


def move_words(board: Board, *, seconds: float) -> str:
    """What the camera does in the shot: one move, its direction from the keys, its pace from the way and the time."""
    travel = camera_travel(board.camera_keys)
    side = "right" if travel.right > 0 else "left"
    rise = "up" if travel.up > 0 else "down"
    pace = _pace(travel.metres / seconds if seconds > 0 else 0.0, is_known=len(board.camera_keys) > 1)
    match board.move:
        case "static":
            return "locked-off on a tripod; the frame does not move"
        case "pan":
            return f"{pace} pan to the {side} from a fixed position"
        case "tilt":
            return f"{pace} tilt {rise} from a fixed position"
        case "roll":
            return f"{pace} roll of the camera about its axis"
        case "dolly":
            return f"{pace} dolly {'in, towards the subject' if travel.closer > 0 else 'out, away from the subject'}"
        case "truck":
            return f"{pace} truck to the {side}, parallel to the subject, without turning"
        case "pedestal":
            return f"{pace} pedestal {rise}, the camera staying level"
        case "crane":
            return f"{pace} crane {rise}, keeping its aim"
        case "handheld":
            return "handheld: it breathes a little, as on an operator's shoulder, without a change of framing"
        case "zoom":
            return f"{pace} optical zoom {'in' if travel.closer > 0 else 'out'}, the camera staying where it is"
        case "dolly_zoom":
            way = "in while the lens widens" if travel.closer > 0 else "out while the lens tightens"
            return f"dolly zoom: the camera goes {way}; the subject keeps its size and the background stretches"
        case "rack_focus":
            return f"fixed frame; {_focus_words(board.camera_keys)}"
        case _:
            return "locked-off on a tripod; the frame does not move"


def lens_words(board: Board) -> str:
    """``50 mm at f/2.8, focus at 2.1 m, shallow depth of field``; what is not known is left out."""
    if not board.camera_keys:
        return "natural perspective"
    first, last = board.camera_keys[0], board.camera_keys[-1]
    words = f"{first.lens_mm:g} mm"
    if abs(last.lens_mm - first.lens_mm) > 0.5:
        words += f" to {last.lens_mm:g} mm"
    if first.lens_mm < _WIDE_MM:
        words += ", wide: the space is deep"
    elif first.lens_mm > _LONG_MM:
        words += ", long: the background comes close and falls out of focus"
    if first.f_stop is not None:
        words += f", at f/{first.f_stop:g}"
    if first.focus_m is not None:
        words += f", focus at {first.focus_m:.1f} m"
    return words


def _pace(speed_m_s: float, *, is_known: bool) -> str:
    if not is_known or 0.0 < speed_m_s < _SLOW_M_S or speed_m_s == 0.0:
        return "slow, steady"
    return "brisk" if speed_m_s > _BRISK_M_S else "steady"


def _focus_words(keys: tuple[CameraKey, ...]) -> str:
    if len(keys) < 2:
        return "the focus is pulled from the foreground to the background"
    near, far = (
        key.focus_m if key.focus_m is not None else dist(key.position, key.target) for key in (keys[0], keys[-1])
    )
    way = "from the foreground to the background" if far > near else "from the background to the foreground"
    return f"the focus is pulled {way}, from {near:.1f} m to {far:.1f} m"
