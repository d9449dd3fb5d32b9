"""Sets as 3D models for other programs: rooms, props, lights and the boards' cameras in one GLB."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

import numpy as np

from studio.media.gltf.glb_file import GlbFile, Matrix3, Placed, quaternion
from studio.media.gltf.mesh_parts import add_mesh
from studio.model.documents import Board, CameraKey
from studio.model.mesh import Mesh
from studio.model.optics import fov_deg, gate
from studio.model.ports import Progress, no_progress
from studio.model.stage import Light, Stage
from studio.model.timing import FrameRate
from studio.viewport.camera_path import camera_at
from studio.viewport.draw_list import Kit, kit_of_staging
from studio.viewport.lighting import linear
from studio.viewport.projection import view_matrix
from studio.viewport.room_materials import room_swatches
from studio.viewport.room_mesh import room_parts
from studio.viewport.transform import rotation_matrix
from studio.workflows.scene_sets import SceneSet

_NEAR_M, _FAR_M = 0.05, 500.0
_MOST_SAMPLES = 2400
_SUN_LUX, _POINT_CANDELA = float(np.pi), 4.0
"""Photometric values of intensity 1: a white surface in that sun reflects a luminance of 1."""


def set_glb(sets: Sequence[SceneSet], *, kit: Kit | None = None, progress: Progress = no_progress) -> bytes:
    """Each set as a scene of one glTF; equal sets give equal bytes. Things of one shape share their mesh."""
    file = GlbFile(generator="DreamFactory Studio")
    meshes = _Meshes(file, kit or kit_of_staging())
    for place, each in enumerate(sets):
        progress(place, len(sets), "sets")
        stage = each.stage
        groups = (
            ("room", _room(file, stage)),
            ("props", _props(file, stage, meshes)),
            ("lights", _lights(file, stage)),
            ("cameras", _cameras(file, each)),
        )
        nodes = [file.node(name, children=members) for name, members in groups if members]
        file.scene(f"{each.number} {each.heading}".strip(), nodes)
    progress(len(sets), len(sets), "sets")
    return file.data()


class _Meshes:
    """Meshes of props, each shape and colouring once."""

    def __init__(self, file: GlbFile, kit: Kit) -> None:
        self._file, self._kit = file, kit
        self._known: dict[Hashable, int | None] = {}
        self._shapes: dict[Hashable, Mesh] = {}

    def of(self, stage: Stage) -> list[int | None]:
        """The mesh of every prop."""
        found = []
        for prop in stage.props:
            shape = (prop.asset, prop.size, prop.pose)
            colours = self._kit.material_colours(prop.asset, prop.material)
            if (shape, colours) not in self._known:
                if shape not in self._shapes:
                    self._shapes[shape] = self._kit.build_mesh(*shape)
                mesh = add_mesh(self._file, prop.asset, self._shapes[shape], colours, key=shape)
                self._known[shape, colours] = mesh
            found.append(self._known[shape, colours])
        return found


def _room(file: GlbFile, stage: Stage) -> list[int]:
    if len(stage.container.footprint) < 3:
        return []
    swatches = tuple(name for name, _ in room_swatches(stage))
    nodes = []
    for place, part in enumerate(room_parts(stage.container)):
        name = (
            "ground" if stage.container.outdoor else ("floor", "ceiling")[place] if place < 2 else f"wall {place - 1}"
        )
        mesh = add_mesh(file, name, part.mesh, swatches, key=(id(stage), "room", place))
        if mesh is not None:
            nodes.append(file.node(name, mesh=mesh))
    return nodes


def _props(file: GlbFile, stage: Stage, meshes: _Meshes) -> list[int]:
    nodes = []
    for prop, mesh in zip(stage.props, meshes.of(stage), strict=True):
        if not prop.hidden and mesh is not None:
            turn = rotation_matrix(prop.rotation) if prop.rotation != (0.0, 0.0, 0.0) else None
            words = {"name": prop.name, "asset": prop.asset, "role": prop.semantic_role, "size": list(prop.size)}
            nodes.append(file.node(prop.id, at=Placed(prop.position, turn), mesh=mesh, prop=words))
    return nodes


def _lights(file: GlbFile, stage: Stage) -> list[int]:
    """Suns and lamps; ambient light has no place in the format and is written beside them as what it is."""
    nodes = []
    for place, light in enumerate(stage.lights):
        name = light.name or f"light {place + 1}"
        colour = [min(1.0, part) for part in linear(light.colour)]
        if light.kind == "sun":
            number = file.light(
                {"type": "directional", "name": name, "color": colour, "intensity": light.intensity * _SUN_LUX}
            )
            nodes.append(file.node(name, at=Placed(turn=_toward(light)), light=number))
        elif light.kind == "point" and light.position is not None:
            wire = {"type": "point", "name": name, "color": colour, "intensity": light.intensity * _POINT_CANDELA}
            number = file.light(wire | ({"range": light.range_m} if light.range_m else {}))
            nodes.append(file.node(name, at=Placed(light.position), light=number))
        else:
            nodes.append(file.node(name, kind=light.kind, colour=light.colour, intensity=light.intensity))
    return nodes


def _toward(light: Light) -> Matrix3:
    """The turn whose −Z is the direction of the light."""
    x, y, z = light.direction or (-0.4, -1.0, -0.3)
    return _turn_of(CameraKey(position=(0.0, 0.0, 0.0), target=(x, y, z)))


def _cameras(file: GlbFile, each: SceneSet) -> list[int]:
    nodes = []
    for _, board in each.boards:
        if board.camera_keys:
            name, key = board.shot.text or "camera", camera_at(board.camera_keys, 0.0)
            _, fov_y = fov_deg(gate(each.sensor), each.aspect, key.lens_mm)
            camera = file.camera(name, fov_y_deg=fov_y, aspect=each.aspect, near_m=_NEAR_M, far_m=_FAR_M)
            node = file.node(
                name,
                at=Placed(key.position, _turn_of(key)),
                camera=camera,
                lensMm=key.lens_mm,
                sensor=each.sensor,
                shotSize=board.shot_size,
            )
            nodes.append(node)
            if len(board.camera_keys) > 1:
                _animate(file, name, node, board, each.rate)
    return nodes


def _animate(file: GlbFile, name: str, node: int, board: Board, rate: FrameRate) -> None:
    """The board's move, a sample a frame; the format has no place for a lens that zooms."""
    count = min(_MOST_SAMPLES, max(2, board.duration_frames))
    shares = np.linspace(0.0, 1.0, count)
    keys = [camera_at(board.camera_keys, float(share)) for share in shares]
    turns = np.array([quaternion(_turn_of(key)) for key in keys])
    for before, here in pairwise(turns):
        # A turn and its opposite are the same; of one sign they lie beside one another.
        here *= np.sign(float(before @ here)) or 1.0
    seconds = float(rate.seconds(max(1, board.duration_frames - 1)))
    values = {
        "translation": np.array([key.position for key in keys], np.float32),
        "rotation": turns.astype(np.float32),
    }
    file.animation(name, node, (shares * seconds).astype(np.float32), values)


def _turn_of(key: CameraKey) -> Matrix3:
    """A camera's axes as columns: what the view matrix takes the world to, turned back."""
    return view_matrix(key)[:3, :3].T
