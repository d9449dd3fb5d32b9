"""The animatic's speed beside ffmpeg's own zoompan and x264, same stills, same frames, same run."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageDraw

from bench.row import Row
from studio.media.animatic import AnimaticShot, write_animatic
from studio.media.ken_burns import ken_burns_frames, ken_burns_yuv_frames
from studio.media.pictures import read_picture_file, write_png
from studio.model.documents import KenBurns
from studio.model.ports import Picture
from studio.model.timing import FILM

SIZE = (1280, 720)
SHOTS = 6
FRAMES = 72
MOVE = KenBurns(zoom_start=1.0, zoom_end=1.15)


def rows(*, rounds: int = 3) -> list[Row]:
    """Measures; the best of ``rounds`` interleaved runs of each side, frames a second."""
    with TemporaryDirectory() as folder:
        stills = _stills(Path(folder))
        return [*_film_rows(stills, Path(folder), rounds), *_move_rows(stills[0])]


def _film_rows(stills: list[Path], folder: Path, rounds: int) -> list[Row]:
    moving = [AnimaticShot(still, FRAMES, MOVE) for still in stills]
    static = [AnimaticShot(still, FRAMES) for still in stills]
    found: dict[str, float] = {}
    ffmpeg = shutil.which("ffmpeg")
    for _ in range(rounds):
        sides: dict[str, Callable[[], object]] = {
            "moving": lambda: write_animatic(moving, folder / "moving.mp4", size=SIZE, rate=FILM),
            "static": lambda: write_animatic(static, folder / "static.mp4", size=SIZE, rate=FILM),
        }
        if ffmpeg is not None:
            sides["ffmpeg moving"] = lambda: _zoompan(ffmpeg, stills, folder / "zoompan.mp4", "1+0.15*on/71")
            sides["ffmpeg static"] = lambda: _zoompan(ffmpeg, stills, folder / "held.mp4", "1")
        for name, side in sides.items():
            found[name] = max(found.get(name, 0.0), _per_second(side, SHOTS * FRAMES))
    table = []
    for name in ("moving", "static"):
        baseline = found.get(f"ffmpeg {name}")
        ratio = found[name] / baseline if baseline else None
        label = f"animatic 720p, {name} stills, against ffmpeg zoompan"
        bar = "ratio ≥ 1" if ratio is not None else "ratio ≥ 1; not measured: this machine has no ffmpeg"
        table.append(Row(label, found[name], "frames/s", baseline, ratio, bar, ratio is not None and ratio >= 1.0))
    return table


def _move_rows(still: Path) -> list[Row]:
    picture = read_picture_file(still)
    count = 120

    def colour() -> None:
        for _ in ken_burns_frames(picture, MOVE, frames=count, size=SIZE):
            pass

    def planes() -> None:
        for _ in ken_burns_yuv_frames(picture, MOVE, frames=count, size=SIZE):
            pass

    in_colour, in_planes = _per_second(colour, count), _per_second(planes, count)
    ratio = in_planes / in_colour
    name = "Ken Burns 720p frames for the encoder, against RGB"
    return [Row(name, in_planes, "frames/s", in_colour, ratio)]


def _zoompan(ffmpeg: str, stills: list[Path], path: Path, zoom: str) -> None:
    inputs = [word for still in stills for word in ("-i", str(still))]
    size = f"{SIZE[0]}x{SIZE[1]}"
    move = f"zoompan=z='{zoom}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d={FRAMES}:s={size}:fps=24,format=yuv420p"
    chains = ";".join(f"[{at}:v]{move}[v{at}]" for at in range(len(stills)))
    joined = "".join(f"[v{at}]" for at in range(len(stills))) + f"concat=n={len(stills)}[v]"
    subprocess.run(
        [
            *(ffmpeg, "-v", "error", "-y", *inputs, "-filter_complex", f"{chains};{joined}", "-map", "[v]"),
            *("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", str(path)),
        ],
        check=True,
    )


def _per_second(work: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def _stills(folder: Path) -> list[Path]:
    paths = []
    for number in range(SHOTS):
        path = folder / f"{number}.png"
        write_png(_still(number), path)
        paths.append(path)
    return paths


def _still(number: int) -> Picture:
    """A shaded ground with pencil lines: the mix of tone and edge that a board has."""
    width, height = SIZE
    random = np.random.default_rng(number)
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    tone = 150 + 60 * down - 40 * across
    image = Image.fromarray(np.repeat(tone.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2), "RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(120):
        x, y = random.uniform(0, width), random.uniform(0, height)
        draw.line((x, y, x + random.normal(0, 160), y + random.normal(0, 160)), fill=(40, 38, 36), width=2)
    return np.asarray(image)
