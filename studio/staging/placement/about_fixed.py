"""What belongs rigidly to a thing that a person put in its place: chairs around a pinned table go there first."""

from __future__ import annotations

from collections.abc import Sequence

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.grouping import make_units
from studio.staging.placement.item import Item
from studio.staging.placement.options import on_rug
from studio.staging.placement.site import Site


def put_about_fixed(furniture: Sequence[Item], fixed: Sequence[Body], occupied: Occupancy, site: Site) -> set[str]:
    """Puts down what belongs to fixed things where it belongs; which items that were.

    Where something is in the way of a part of them, all of them are left to be planned like anything else.
    """
    where = {body.item.id: body for body in fixed}
    done: set[str] = set()
    for unit in make_units([*(body.item for body in fixed), *furniture]) if fixed else ():
        anchor = where.get(unit.anchor.id)
        if anchor is None or not unit.satellites or any(one.item.id in where for one in unit.satellites):
            continue
        bodies = [on_rug(body, occupied) for body in unit.stand(anchor.x, anchor.z, anchor.yaw)[1:]]
        if all(site.holds(b) and not site.blocks_door(b) and occupied.hit(b) is None for b in bodies):
            for body in bodies:
                occupied.add(body)
            done.update(body.item.id for body in bodies)
    return done
