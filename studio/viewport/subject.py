"""What a camera looks at: a person with the marks of their body, or a thing with its box."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees

import numpy as np
import numpy.typing as npt

from studio.errors import InputError
from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.transform import forward_of, rotation_matrix, to_world

Array = npt.NDArray[np.float64]

_FRACTIONS = {
    "feet": 0.0,
    "knees": 0.285,
    "hips": 0.52,
    "waist": 0.60,
    "chest": 0.72,
    "shoulders": 0.82,
    "chin": 0.87,
    "eyes": 0.936,
    "head_top": 1.0,
}


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Someone or something in front of the camera, in world coordinates.

    ``marks`` are points of the body by ascending fraction of the stature; a thing has just its foot (0) and top (1).
    ``with_ids`` are other props that are shown as one with it, as what is in a hand; ``corners`` are those of a thing.
    """

    prop_id: str
    is_person: bool
    marks: tuple[tuple[float, Vec3], ...]
    forward: Vec3
    centre: Vec3
    radius_m: float
    with_ids: tuple[str, ...] = ()
    corners: tuple[Vec3, ...] = ()

    def mark(self, fraction: float) -> Array:
        """The point at a fraction of the stature, along the body's own length."""
        fractions = [at for at, _ in self.marks]
        place = min(max(1, bisect_left(fractions, fraction)), len(fractions) - 1)
        (low_at, low), (high_at, high) = self.marks[place - 1], self.marks[place]
        share = (fraction - low_at) / (high_at - low_at)
        return np.asarray(np.array(low) + (np.array(high) - np.array(low)) * share, dtype=np.float64)

    def marks_at(self, fractions: Sequence[float]) -> Array:
        """The points (n, 3) at several fractions."""
        known = [at for at, _ in self.marks]
        points = np.array([point for _, point in self.marks])
        return np.stack([np.interp(fractions, known, points[:, axis]) for axis in range(3)], axis=1)

    @property
    def own_ids(self) -> tuple[str, ...]:
        """The props that it is made of."""
        return (self.prop_id, *self.with_ids)

    @property
    def gaze(self) -> Array:
        """Where the face points, of length one: up for one who lies on their back; a thing's front."""
        if not self.is_person:
            return np.array(self.forward)
        # The marks lie on the front of the face but for the crown, which lies over its middle.
        chin, eyes, crown = self.mark(0.87), self.mark(0.936), self.mark(1.0)
        upward = (eyes - chin) / max(1e-6, float(np.linalg.norm(eyes - chin)))
        ahead = (chin - crown) + upward * float((crown - chin) @ upward)
        return np.asarray(ahead / max(1e-6, float(np.linalg.norm(ahead))), dtype=np.float64)

    @property
    def yaw_deg(self) -> float:
        """Where it faces: 0 is +Z, growing towards +X."""
        return degrees(atan2(self.forward[0], self.forward[2]))


def find_prop(stage: Stage, name: str) -> Prop:
    """The prop of that id, else the one person or thing of that name, whatever the case.

    Raises:
        InputError: nothing on the stage is called so; the message lists who is there.
    """
    wanted = name.strip().casefold()
    for prop in stage.props:
        if prop.id == name:
            return prop
    matching = [prop for prop in stage.props if wanted in (prop.id.casefold(), prop.name.casefold())]
    matching += [prop for prop in stage.props if prop.node.casefold() == wanted]
    if not matching:
        people = ", ".join(prop.name or prop.id for prop in stage.props if is_person(prop)) or "nobody"
        raise InputError(f'There is no "{name}" on this stage to frame; on it stand {people}.')
    return next((prop for prop in matching if is_person(prop)), matching[0])


def is_person(prop: Prop) -> bool:
    """Whether a prop is a figure with a face."""
    from studio.staging.kit.mannequin import is_mannequin

    return is_mannequin(prop.asset)


def people_of(stage: Stage) -> tuple[Prop, ...]:
    """The people on a stage who can be seen."""
    return tuple(prop for prop in stage.props if is_person(prop) and not prop.hidden)


def subject_of(prop: Prop) -> Subject:
    """A prop as something to frame."""
    width, height, depth = prop.size
    if is_person(prop):
        from studio.staging.kit.mannequin import landmarks

        found = landmarks(prop.asset, prop.size, prop.pose)
        marks = tuple((at, to_world(prop, found[name])) for name, at in _FRACTIONS.items())
    else:
        marks = ((0.0, to_world(prop, (0.0, 0.0, 0.0))), (1.0, to_world(prop, (0.0, height, 0.0))))
    return Subject(
        prop_id=prop.id,
        is_person=is_person(prop),
        marks=marks,
        forward=forward_of(prop),
        centre=to_world(prop, (0.0, height / 2, 0.0)),
        radius_m=float(np.linalg.norm((width, height, depth))) / 2,
        corners=() if is_person(prop) else tuple((x, y, z) for x, y, z in corners_of(prop).tolist()),
    )


def corners_of(prop: Prop) -> Array:
    """The eight corners (8, 3) of a prop's box in the world."""
    width, height, depth = prop.size
    local = np.array(
        [(x, y, z) for x in (-width / 2, width / 2) for y in (0.0, height) for z in (-depth / 2, depth / 2)]
    )
    return np.asarray(local @ rotation_matrix(prop.rotation).T + np.array(prop.position), dtype=np.float64)
