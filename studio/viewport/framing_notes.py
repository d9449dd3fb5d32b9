"""What a framing says of itself where something had to give; ``{used}`` and ``{wanted}`` are lenses in mm."""

from __future__ import annotations

WIDER = "{used} mm instead of {wanted} mm: there is no room to step back."
LONGER = "{used} mm instead of {wanted} mm: the camera would stand too near."
OUTSIDE = "The camera stands outside the room and looks through the wall."
HIDDEN = "Something stands before the subject."
FROM_BEHIND = "The face is seen from behind."
TOO_NEAR = "The camera all but touches the subject."
CROSSES_LINE = "This camera crosses the line of the shot before."
TURNS_LITTLE = "The angle changes by less than 30° from the shot before."
OTHER_ANGLE = "The room does not let the camera look from so far up or down."
CUT_OFF = "The frame cuts off part of what this size shows."
NO_VIEW = "The set leaves no clear view of the subject."

NOTES = (
    WIDER,
    LONGER,
    OUTSIDE,
    HIDDEN,
    FROM_BEHIND,
    TOO_NEAR,
    CROSSES_LINE,
    TURNS_LITTLE,
    OTHER_ANGLE,
    CUT_OFF,
    NO_VIEW,
)
