"""The library on disk: an index and the meshes, each under the hash of what is in it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from studio.errors import InputError
from studio.model.mesh import MAX_SLOTS, MAX_TEXTURE_SIDE, Mesh
from studio.settings import home_folder
from studio.staging.props_library.own_prop import MOST_OWN_TRIANGLES, OWN_PREFIX, OwnProp, is_own
from studio.staging.props_library.shaped_prop import ShapedProp

_VERSION = 1
_MOST_INDEX_BYTES = 64 * 1024 * 1024


def library_folder() -> Path:
    """Where this person's own props lie."""
    return home_folder() / "library"


@dataclass(frozen=True, slots=True)
class PropShelf:
    """The props of one folder, this person's own unless another is given; reading one that is not there makes none."""

    folder: Path = field(default_factory=library_folder)

    @property
    def stamp(self) -> tuple[str, int]:
        """Changes when the index does."""
        try:
            return str(self.folder), self._index.stat().st_mtime_ns
        except OSError:
            return str(self.folder), 0

    def props(self) -> tuple[OwnProp, ...]:
        """Every prop, by name.

        Raises:
            InputError: the index is damaged or of a newer version.
        """
        try:
            if self._index.stat().st_size > _MOST_INDEX_BYTES:
                raise InputError(self._damaged())
            fields = json.loads(self._index.read_text(encoding="utf-8"))
            if fields["version"] > _VERSION:
                raise InputError(f"{self._index}: a newer studio wrote this prop library; update this one.")
            props = tuple(OwnProp.from_wire(each) for each in fields["props"])
        except FileNotFoundError:
            return ()
        except (ValueError, KeyError, TypeError, ValidationError, RecursionError) as error:
            raise InputError(self._damaged()) from error
        return tuple(prop for prop in props if is_own(prop.id) and prop.names)

    def keep(self, props: Iterable[OwnProp]) -> None:
        """Adds props to the index; one with the same mesh takes the place of the older, whose names it keeps as tags.

        Raises:
            InputError: the index is damaged.
        """
        kept = {prop.id: prop for prop in self.props()}
        for prop in props:
            older = kept.get(prop.id)
            words = (*prop.tags, *(older.tags if older else ()), *(name.lower() for name in (older or prop).names))
            tags = tuple(word for word in dict.fromkeys(words) if word not in {name.lower() for name in prop.names})
            kept[prop.id] = prop.model_copy(update={"tags": tags})
        ordered = sorted(kept.values(), key=lambda prop: (prop.names[0].lower(), prop.id))
        wire = {"version": _VERSION, "props": [prop.to_wire() for prop in ordered]}
        self._write(self._index, json.dumps(wire, ensure_ascii=False, indent=1).encode())

    def put_mesh(self, prop: ShapedProp) -> str:
        """Writes a mesh under the hash of what is in it; returns its asset name."""
        arrays = {
            "positions": prop.mesh.positions.astype("<f4"),
            "normals": prop.mesh.normals.astype("<f4"),
            "slots": prop.mesh.slots,
            "triangles": prop.mesh.triangles.astype("<u4"),
            "materials": np.frombuffer(json.dumps(prop.materials).encode(), np.uint8),
        }
        if prop.mesh.uvs is not None and prop.mesh.texture is not None:
            arrays |= {"uvs": prop.mesh.uvs.astype("<f4"), "texture": prop.mesh.texture}
        digest = hashlib.sha256()
        for name, array in arrays.items():
            digest.update(f"{name} {array.shape} ".encode() + array.tobytes())
        asset = OWN_PREFIX + digest.hexdigest()[:16]
        path = self._mesh(asset)
        if not path.exists():
            stream = io.BytesIO()
            np.savez_compressed(stream, allow_pickle=False, **arrays)
            self._write(path, stream.getvalue())
        return asset

    def get_mesh(self, asset: str) -> tuple[Mesh, tuple[str, ...]] | None:
        """The mesh and materials of an asset; None where they are not here or not whole."""
        if not is_own(asset):
            return None
        try:
            with self._mesh(asset).open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
                mesh = Mesh(
                    np.asarray(stored["positions"], np.float32),
                    np.asarray(stored["normals"], np.float32),
                    np.asarray(stored["slots"], np.uint8),
                    np.asarray(stored["triangles"], np.uint32),
                    np.asarray(stored["uvs"], np.float32) if "uvs" in stored else None,
                    np.asarray(stored["texture"], np.uint8) if "texture" in stored else None,
                )
                materials = tuple(str(name) for name in json.loads(stored["materials"].tobytes()))
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error):
            return None
        return (mesh, materials) if _is_whole(mesh) and 1 <= len(materials) <= MAX_SLOTS else None

    @property
    def _index(self) -> Path:
        return self.folder / "index.json"

    def _mesh(self, asset: str) -> Path:
        return self.folder / "meshes" / f"{asset.removeprefix(OWN_PREFIX)}.npz"

    def _damaged(self) -> str:
        return f"{self._index}: the index of the prop library is damaged; delete it and import your props again."

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _is_whole(mesh: Mesh) -> bool:
    count = len(mesh.positions)
    return (
        mesh.positions.shape == mesh.normals.shape == (count, 3)
        and mesh.slots.shape == (count,)
        and mesh.triangles.ndim == 2
        and mesh.triangles.shape[1] == 3
        and 0 < len(mesh.triangles) <= MOST_OWN_TRIANGLES
        and int(mesh.triangles.max()) < count
        and int(mesh.slots.max()) < MAX_SLOTS
        and bool(np.isfinite(mesh.positions).all() and np.isfinite(mesh.normals).all())
        and _is_well_textured(mesh)
    )


def _is_well_textured(mesh: Mesh) -> bool:
    uvs, texture = mesh.uvs, mesh.texture
    if uvs is None or texture is None:
        return uvs is None and texture is None
    return (
        uvs.shape == (len(mesh.positions), 2)
        and bool(np.isfinite(uvs).all())
        and texture.ndim == 3
        and texture.shape[2] == 3
        and all(side & (side - 1) == 0 and 0 < side <= MAX_TEXTURE_SIDE for side in texture.shape[:2])
    )
