"""Stages ten prompts and draws each in both looks for docs/staging.md: docs/images/staged_*.webp."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from studio.model.stage import Stage
from studio.staging.library import kit_library
from studio.staging.pipeline import stage_prompt
from studio.viewport.offscreen import OffscreenRenderer
from studio.workflows.stage_files import camera_key

DOCS = Path(__file__).resolve().parent.parent / "docs"
SIZE = (960, 540)
LOOKS = ("clay", "sketch")
FINER = 2
MOST_BYTES = 300_000


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt, the name of its pictures, and the camera that shows it best: a name, or JSON as ``--camera`` has it."""

    name: str
    prompt: str
    camera: str | None = None
    seed: int = 0


EXAMPLES = (
    Example("great_hall", "호그와트 대강당, 긴 나무 테이블 4개, 떠다니는 촛불 50개, 황금 접시들"),
    Example(
        "study",
        "A detective's study at night: a desk with a lamp, a map and three coins on the map, two bookcases",
        camera='{"position": [-1.9, 1.75, 2.1], "target": [1.1, 0.75, -2], "lensMm": 19}',
    ),
    Example(
        "harbour",
        "새벽 부두, 고깃배 한 척, 나무 상자 다섯 개, 밧줄, 가로등 두 개, 갈매기 세 마리",
        camera='{"position": [-6, 2.2, 11], "target": [0.7, 2.3, 0], "lensMm": 22}',
    ),
    Example(
        "bedroom",
        "A small bedroom with a bed, two nightstands, two lamps on the nightstands, a wardrobe and a round rug",
    ),
    Example(
        "campfire",
        "숲속 공터, 모닥불을 둘러싼 의자 네 개, 텐트 하나, 소나무 여덟 그루",
        camera='{"position": [3.2, 2, 9], "target": [-1.6, 1.3, -1], "lensMm": 20}',
        seed=5,
    ),
    Example(
        "throne_room",
        "A throne room with a throne, six columns, two suits of armour next to the throne and a treasure chest",
    ),
    Example("kitchen", "둥근 식탁 하나와 의자 네 개가 있는 작은 주방, 식탁 위에 과일 그릇과 찻주전자"),
    Example("classroom", "A classroom with twelve desks in rows, a chair behind each desk and a globe"),
    Example("cellar", "포도주 저장고, 나무통 열두 개, 나무 상자 네 개, 벽에 횃불 세 개, 탁자 위에 촛대와 잔 두 개"),
    Example(
        "library",
        "A library with eight bookcases along the wall, four desks, four lamps on the desks and a globe",
    ),
)


def main() -> None:
    """Draws all of them anew."""
    with OffscreenRenderer() as renderer:
        for example in EXAMPLES:
            stage = stage_prompt(example.prompt, seed=example.seed, library=kit_library()).stage
            for look in LOOKS:
                path = DOCS / "images" / f"staged_{example.name}_{look}.webp"
                path.write_bytes(_drawn(renderer, stage, example.camera, look))
                print(f"{path.relative_to(DOCS.parent)}: {len(stage.props)} props, {path.stat().st_size // 1024} KB")


def _drawn(renderer: OffscreenRenderer, stage: Stage, camera: str | None, look: str) -> bytes:
    """A picture of a stage, drawn twice as large so that its lines stay fine."""
    width, height = SIZE
    key, sensor = camera_key(stage, camera, aspect=width / height)
    large = renderer.frame(
        stage, key, size=(width * FINER, height * FINER), aspect=width / height, sensor=sensor, look=look
    )
    picture = Image.fromarray(large).resize(SIZE, Image.Resampling.BOX)
    for quality in range(88, 40, -6):
        stream = io.BytesIO()
        picture.save(stream, "WEBP", quality=quality, method=6)
        if stream.tell() <= MOST_BYTES:
            break
    return stream.getvalue()


if __name__ == "__main__":
    main()
