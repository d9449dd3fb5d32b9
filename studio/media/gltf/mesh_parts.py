"""The studio's meshes and swatches as glTF: a primitive a material, colours as PBR."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from studio.media.gltf.glb_file import GlbFile, Wire
from studio.media.pictures import encode_png
from studio.model.mesh import Mesh
from studio.model.swatches import swatch

_SEE_THROUGH = {"glass": 0.35, "water": 0.75}


def add_mesh(file: GlbFile, name: str, mesh: Mesh, swatches: Sequence[str], *, key: Hashable) -> int | None:
    """A mesh in these swatches by slot; None where it has no triangles. Meshes of one ``key`` share their vertices."""
    attributes: Wire = (
        {
            "POSITION": file.vectors(mesh.positions, key=(key, "position"), with_bounds=True),
            "NORMAL": file.vectors(_unit(mesh), key=(key, "normal")),
        }
        if len(mesh.triangles)
        else {}
    )
    if not attributes:
        return None
    texture: int | None = None
    if mesh.uvs is not None and mesh.texture is not None:
        attributes["TEXCOORD_0"] = file.vectors(
            np.stack((mesh.uvs[:, 0], 1.0 - mesh.uvs[:, 1]), -1).astype(np.float32), key=(key, "uv")
        )
        picture = mesh.texture
        texture = file.texture(lambda: encode_png(picture), key=(key, "texture"))
    slots = mesh.slots[mesh.triangles[:, 0]]
    primitives = []
    for slot in np.unique(slots):
        colour = swatches[min(int(slot), len(swatches) - 1)] if swatches else "plaster"
        primitives.append(
            {
                "attributes": attributes,
                "indices": file.indices(mesh.triangles[slots == slot]),
                "material": _material(file, colour, texture),
            }
        )
    return file.mesh(name, primitives)


def _unit(mesh: Mesh) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Normals of length 1, which the format demands to the last bits."""
    normals = mesh.normals.astype(np.float64)
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    unit = np.where(lengths > 1e-9, normals / np.maximum(lengths, 1e-9), (0.0, 1.0, 0.0))
    return unit.astype(np.float32)


def _material(file: GlbFile, name: str, texture: int | None) -> int:
    """A swatch as metal and roughness; a texture takes the place of its colour."""
    material = swatch(name)
    colour = [1.0, 1.0, 1.0] if texture is not None else [_linear(part / 255) for part in material.colour]
    alpha = _SEE_THROUGH.get(name, 1.0)
    surface: Wire = {
        "baseColorFactor": [*colour, alpha],
        "metallicFactor": material.metal,
        "roughnessFactor": material.roughness,
    }
    if texture is not None:
        surface["baseColorTexture"] = {"index": texture}
    wire: Wire = {"name": name, "pbrMetallicRoughness": surface}
    if alpha < 1.0:
        wire["alphaMode"] = "BLEND"
    if material.emission > 0:
        wire["emissiveFactor"] = colour
        if material.emission != 1.0:
            wire["extensions"] = {"KHR_materials_emissive_strength": {"emissiveStrength": material.emission}}
    return file.material((name, texture), wire)


def _linear(part: float) -> float:
    """IEC 61966-2-1."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
