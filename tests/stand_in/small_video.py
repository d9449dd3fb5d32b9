"""Small videos as a model delivers them: two colours one after the other, with or without a tone."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from io import BytesIO

import av
import numpy as np

RED, GREEN = (200, 30, 30), (30, 200, 30)


@cache
def small_video(
    *, seconds: float = 2.0, size: tuple[int, int] = (320, 180), fps: int = 24, has_sound: bool = True
) -> bytes:
    """An MP4, red in its first half and green in its second."""
    out = BytesIO()
    frames = round(seconds * fps)
    with av.open(out, "w", format="mp4") as film:
        picture = film.add_stream("libx264", rate=fps, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
        tone = film.add_stream("aac", rate=48_000) if has_sound else None
        for number in range(frames):
            colour = RED if number < frames / 2 else GREEN
            frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), colour, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            film.mux(picture.encode(frame))
        film.mux(picture.encode(None))
        if tone is not None:
            times = np.arange(round(seconds * 48_000)) / 48_000
            wave = (0.3 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)
            sound = av.AudioFrame.from_ndarray(np.stack([wave, wave]), format="fltp", layout="stereo")
            sound.sample_rate, sound.pts = 48_000, 0
            film.mux(tone.encode(sound))
            film.mux(tone.encode(None))
    return out.getvalue()
