"""Stages as files: a prompt or a spec in, a Stage and its picture out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from studio.errors import InputError, SpecError
from studio.media.pictures import encode_png
from studio.media.whole_file import write_whole
from studio.model.documents import CameraKey
from studio.model.optics import DEFAULT_GATE, gate, lens_mm
from studio.model.reader import what_is_wrong
from studio.model.stage import Stage, StageCamera, StageSpec
from studio.staging.pipeline import stage_prompt, stage_spec
from studio.viewport.offscreen import OffscreenRenderer
from studio.workflows.design_prompt import designed_prompt
from studio.workflows.given_file import spare_given
from studio.workflows.prop_library import person_library

_LARGEST_FILE = 64 * 1024 * 1024


def read_stage(path: Path) -> Stage:
    """Reads a Stage.

    Raises:
        InputError: it is not there, or not a Stage; the message names the field.
    """
    fields = _read_json(path)
    try:
        return Stage.from_wire(fields)
    except ValidationError as error:
        raise InputError(f"{path}: this is not a Stage ({what_is_wrong(error)}).") from error


def read_spec(path: Path) -> StageSpec:
    """Reads a StageSpec.

    Raises:
        InputError: it is not there, or not a StageSpec; the message names node and field.
    """
    fields = _read_json(path)
    try:
        return StageSpec.from_wire(fields)
    except ValidationError as error:
        name, field = _node_and_field(error, fields)
        where = f"node {name!r}, " if name else ""
        complaint = f"{path}: this is not a StageSpec ({where}{what_is_wrong(error)})."
        raise SpecError(complaint, node=name, field=field) from error


def _node_and_field(error: ValidationError, fields: Any) -> tuple[str | None, str | None]:
    """The id of the node that the first complaint is about, and its field; None where it is about no node."""
    match error.errors(include_url=False, include_context=False)[0]["loc"]:
        case ("nodes", int(turn), field, *_):
            node = fields["nodes"][turn]
        case ("mainContainer" | "main_container", field, *_):
            node = fields.get("mainContainer", {})
        case _:
            return None, None
    name = node.get("id") if isinstance(node, dict) else None
    return (name if isinstance(name, str) else None), str(field)


def stage_to_files(
    *,
    prompt: str | None,
    spec_file: Path | None,
    seed: int,
    literal: bool,
    out: Path | None,
    spec_out: Path | None,
    picture: Path | None,
    look: str,
    camera: str | None,
    size: tuple[int, int],
    standard_output: IO[str],
    is_online: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Stage:
    """Stages a prompt or a spec and writes what was asked for; the Stage goes to standard output without ``out``.

    Where ``is_online`` and there is a key, Gemini designs what a prompt becomes; where it cannot, ``tell`` hears why.

    Raises:
        InputError: there are no words in the prompt, the spec cannot be read, or no set can be built of it.
        RenderError: this machine cannot draw the ``picture``.
        MediaError: the file system refused.
    """
    library = person_library(is_online=is_online)
    if spec_file is not None:
        spare_given(spec_file, out, spec_out, picture)
        spec = read_spec(spec_file)
        try:
            stage = stage_spec(spec, seed=seed, library=library)
        except SpecError as error:
            raise InputError(f"{spec_file}: {error.message}") from error
    else:
        if not (prompt or "").split():
            raise InputError("The prompt is empty; describe a set in one line, in English or Korean.")
        designed = None
        if is_online:
            designed = designed_prompt(prompt or "", seed=seed, literal=literal, library=library, tell=tell)
        staged = designed or stage_prompt(prompt or "", seed=seed, literal=literal, library=library)
        spec, stage = staged.spec, staged.stage
    text = json.dumps(stage.to_wire(), ensure_ascii=False, indent=1)
    if spec_out is not None:
        write_whole(spec_out, (json.dumps(spec.to_wire(), ensure_ascii=False, indent=1) + "\n").encode())
    if picture is not None:
        render_stage(stage, picture, size=size, look=look, camera=camera)
    if out is not None:
        write_whole(out, (text + "\n").encode())
    else:
        standard_output.write(text + "\n")
    return stage


def render_stage(stage: Stage, path: Path, *, size: tuple[int, int], look: str, camera: str | None) -> None:
    """Draws a stage through one of its cameras, by name or as JSON, into a PNG."""
    aspect = size[0] / size[1]
    key, sensor = camera_key(stage, camera, aspect=aspect)
    with OffscreenRenderer() as renderer:
        frame = renderer.frame(stage, key, size=size, aspect=aspect, sensor=sensor, look=look)
    write_whole(path, encode_png(frame))


def camera_key(stage: Stage, wanted: str | None, *, aspect: float) -> tuple[CameraKey, str]:
    """The camera of that name, of that JSON, or the stage's first one; with the sensor it was meant for.

    Raises:
        InputError: there is no such camera; the message lists those that there are.
    """
    if wanted is not None and wanted.lstrip().startswith("{"):
        try:
            return _key_of(StageCamera.from_wire({"name": "camera", **json.loads(wanted)}), aspect)
        except (ValueError, ValidationError) as error:
            raise InputError(
                'The camera is not one: write {"position": [x,y,z], "target": [x,y,z], "lensMm": 35}.'
            ) from error
    for camera in stage.cameras:
        if wanted is None or camera.name == wanted:
            return _key_of(camera, aspect)
    if wanted is not None:
        names = ", ".join(camera.name for camera in stage.cameras) or "none"
        raise InputError(f"There is no camera {wanted!r} on this stage; it has: {names}.")
    edge = max((abs(value) for corner in stage.container.footprint for value in corner), default=6.0)
    return CameraKey(position=(0.0, 1.6, 0.9 * edge), target=(0.0, 1.2, 0.0), lens_mm=24.0), DEFAULT_GATE.name


def _key_of(camera: StageCamera, aspect: float) -> tuple[CameraKey, str]:
    sensor = camera.sensor or DEFAULT_GATE.name
    lens = camera.lens_mm or lens_mm(gate(sensor), aspect, camera.fov_y_deg)
    key = CameraKey(position=camera.position, target=camera.target, roll_deg=camera.roll_deg, lens_mm=lens)
    return key, sensor


def _read_json(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(f"{path}: the file is larger than 64 MB; this is not a stage.")
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file.") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{path}: this is not JSON text.") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}:{error.colno}: this is not JSON ({error.msg}).") from error
    except OSError as error:
        raise InputError(f"{path}: it cannot be read ({error.strerror}).") from error
