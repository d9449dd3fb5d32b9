"""Pictures in and out."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from studio.errors import MediaError
from studio.media.pictures import encode_png, read_picture, read_picture_file, thumbnail, write_png
from tests.unit.media.sample import colour_ramp, no_file_larger_than, plain


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_that_a_png_comes_back_as_it_was_with_the_same_bytes_each_time(tmp_path: Path) -> None:
    picture = colour_ramp()
    write_png(picture, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == encode_png(picture)
    assert b"tIME" not in encode_png(picture)
    assert np.array_equal(read_picture_file(tmp_path / "a.png"), picture)


def test_that_a_full_disk_leaves_no_half_picture(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (180, 320, 3), np.uint8)
    with no_file_larger_than(2000), pytest.raises(MediaError):
        write_png(noise, tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_that_the_three_kinds_are_read_whatever_the_name_says(kind: str) -> None:
    read = read_picture(_saved(Image.fromarray(colour_ramp()), kind))
    assert read.shape == (180, 320, 3)
    assert np.abs(read.astype(int) - colour_ramp()).mean() < 4


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM"])
def test_that_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(MediaError, match="not a PNG, JPEG or WebP"):
        read_picture(_saved(Image.fromarray(colour_ramp()), kind))


def test_that_a_bomb_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    for width in (10_000, 60_000):
        header = struct.pack(">IIBBBBB", width, 20_000, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))
        with pytest.raises(MediaError, match="million"):
            read_picture(bomb)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.data())
def test_that_damaged_pictures_are_read_or_refused_and_nothing_else(kind: str, data: st.DataObject) -> None:
    whole = bytearray(_saved(Image.fromarray(colour_ramp(40, 30)), kind))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(12, len(whole)))])
    with suppress(MediaError):
        assert read_picture(cut).shape[2] == 3


def test_that_transparency_lies_on_white() -> None:
    clear = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    assert read_picture(_saved(clear, "PNG")).min() == 255


def test_that_sixteen_bit_grey_keeps_its_tones() -> None:
    grey = Image.fromarray(np.full((4, 4), 0x8000, np.uint16))
    assert read_picture(_saved(grey, "PNG"))[0, 0].tolist() == [128, 128, 128]


def test_that_a_photograph_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read_picture(_saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif)).shape == (40, 20, 3)


def test_that_a_missing_picture_names_itself(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"1A\.png cannot be opened"):
        read_picture_file(tmp_path / "1A.png")


def test_that_a_thumbnail_fits_and_keeps_its_aspect() -> None:
    assert thumbnail(plain((1, 2, 3), 320, 180), within=(100, 100)).shape == (56, 100, 3)
    assert thumbnail(plain((1, 2, 3), 20, 10), within=(100, 100)).shape == (10, 20, 3)
