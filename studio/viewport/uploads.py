"""How much went to the GPU, for tests and read-outs: what a change rebuilds is a promise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Uploads:
    """Counts since the renderer was made; each goes up by what one frame sent."""

    meshes: int = 0
    mesh_bytes: int = 0
    instances: int = 0
    instance_bytes: int = 0
    visible_bytes: int = 0
    palettes: int = 0
    textures: int = 0
    shadow_maps: int = 0
