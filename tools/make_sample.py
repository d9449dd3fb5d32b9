"""Makes the bundled sample production anew from its script: `make sample`."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from studio.collab.project_folder import create_project
from studio.media.pictures import encode_webp, read_picture
from studio.model.ids import PROJECT_PATH, scene_path
from studio.workflows.open_project import open_production
from studio.workflows.produce import produce
from studio.workflows.produce_report import ProduceOptions
from studio.workflows.progress_line import ProgressLine

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
NAME = "harbor_lights"


def main() -> None:
    """Produces the sample into resources/sample, with its bible, sets and reasons."""
    facts = json.loads((SAMPLE / f"{NAME}.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        report = produce(
            out,
            file=SAMPLE / f"{NAME}.fountain",
            options=ProduceOptions(with_film=False, size=(1280, 720)),
            staging={int(place): line for place, line in facts["staging"].items()},
            bible=facts["bible"],
            title=facts["title"],
            progress=ProgressLine(sys.stderr),
        )
        for warning in report.warnings:
            print(warning, file=sys.stderr)
        _bundle(out / f"{NAME}.dream", SAMPLE / f"{NAME}.dream", facts["rationale"])
    print(f"{len(report.boards)} boards, {report.seconds:.0f} s")


def _bundle(produced: Path, target: Path, reasons: dict[str, str]) -> None:
    """The produced project with reasons, as a new one without a journal; its pictures as WebP, far smaller."""
    shutil.rmtree(target, ignore_errors=True)
    production = open_production(produced)
    try:
        contents = {path: dict(production.document.raw(path) or {}) for path in production.document.all_paths()}
        scenes = production.document.scenes()
        media = production.project.media
        pictures: dict[str, bytes] = {}
        for fields in contents.values():
            for name in ("asset", "imageUrl"):
                if fields.get(name):
                    pictures[fields[name]] = pictures.get(fields[name]) or encode_webp(
                        read_picture(media.read(fields[name]))
                    )
    finally:
        production.close()
    for place, reason in reasons.items():
        contents[scene_path(scenes[int(place)][0])]["rationale"] = reason
    contents[PROJECT_PATH]["status"] = "storyboarding"
    names = {reference: hashlib.sha256(data).hexdigest() for reference, data in pictures.items()}
    for fields in contents.values():
        for name in ("asset", "imageUrl"):
            if fields.get(name):
                fields[name] = f"media:{names[fields[name]]}.webp"
    create_project(target, contents)
    for reference, data in pictures.items():
        (target / "media" / f"{names[reference]}.webp").write_bytes(data)


if __name__ == "__main__":
    main()
