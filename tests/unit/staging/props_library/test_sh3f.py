"""Sweet Home 3D libraries and archives from strangers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from studio.errors import InputError
from studio.staging.props_library.bounded_zip import BoundedZip
from studio.staging.props_library.java_properties import read_properties
from studio.staging.props_library.sh3f_catalogue import CatalogueEntry, read_catalogue, read_piece
from tests.unit.staging.props_library.models import PIECE, obj_text, sh3f


def test_that_properties_are_read_as_java_writes_them() -> None:
    data = b"# note\n! note\na = 1\nb:\\uD0C1\\uC790\nlong = one,\\\n   two\nkey\\ with\\=sign value\nempty=\n"
    data += "été=x\n".encode("latin-1")
    assert read_properties(data) == {
        "a": "1", "b": "탁자", "long": "one,two", "key with=sign": "value", "empty": "", "été": "x"
    }  # fmt: skip


def test_that_a_catalogue_gives_names_tags_and_true_sizes(tmp_path: Path) -> None:
    piece = {
        **PIECE,
        "elevation": "10",
        "dropOnTopElevation": "70",
        "shelfElevations": "20 40",
        "doorOrWindow": "false",
    }
    path = sh3f(
        tmp_path / "lib.sh3f", [piece], {"models/table/table.obj": obj_text()}, korean={"name#1": "참나무 탁자"}
    )
    with BoundedZip(path) as archive:
        (entry,) = read_catalogue(archive)
        assert isinstance(entry, CatalogueEntry)
        mesh = read_piece(archive, entry)

    assert (entry.name, entry.name_ko, entry.tags) == ("Oak table", "참나무 탁자", ("dining", "oak"))
    assert entry.size == (1.6, 0.75, 0.8)
    assert (entry.elevation_m, entry.top_m, entry.shelves_m) == (0.1, 0.7, (0.2, 0.4))
    assert (entry.licence, entry.credit, entry.is_opening) == ("CC-BY 4.0", "Jun", False)
    assert len(mesh.faces) == 60


def test_that_a_model_is_turned_as_the_catalogue_says(tmp_path: Path) -> None:
    piece = {**PIECE, "modelRotation": "0 0 1 0 1 0 -1 0 0"}
    path = sh3f(tmp_path / "lib.sh3f", [piece], {"models/table/table.obj": obj_text()})
    with BoundedZip(path) as archive:
        (entry,) = read_catalogue(archive)
        assert isinstance(entry, CatalogueEntry)
        points = read_piece(archive, entry).points
    assert (points.max(axis=0) - points.min(axis=0)).round(6).tolist() == [0.8, 0.75, 1.6]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"width": "wide"}, "no number"),
        ({"width": "-3"}, "no number"),
        ({"height": "inf"}, "no number"),
        ({"modelRotation": "1 0 0"}, "no number"),
    ],
)
def test_that_a_piece_that_makes_no_sense_is_told_and_the_next_goes_on(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    path = sh3f(tmp_path / "lib.sh3f", [{**PIECE, **change}, PIECE], {})
    with BoundedZip(path) as archive:
        bad, good = read_catalogue(archive)
    assert isinstance(bad, tuple)
    assert said in bad[1]
    assert isinstance(good, CatalogueEntry)


@pytest.mark.parametrize("model", ["../../secret.obj", "/../secret.obj", "..\\secret.obj", "nowhere.obj"])
def test_that_a_model_outside_of_the_archive_is_not_there(tmp_path: Path, model: str) -> None:
    (tmp_path / "secret.obj").write_bytes(obj_text())
    path = sh3f(tmp_path / "lib.sh3f", [{**PIECE, "model": model}], {"../secret.obj": obj_text()})
    with BoundedZip(path) as archive:
        (entry,) = read_catalogue(archive)
        assert isinstance(entry, CatalogueEntry)
        with pytest.raises(InputError, match="not in the archive"):
            read_piece(archive, entry)
        assert not any(".." in name for name in archive.names())


def test_that_a_bomb_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bomb.sh3f"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.obj", b"v 0 0 0\n" * 1_000_000)
        archive.writestr("small.obj", b" " * 50_000)
    with BoundedZip(path) as opened:
        with pytest.raises(InputError, match="far more than it should"):
            opened.read("bomb.obj")
        assert opened.read("small.obj") == b" " * 50_000


def test_that_an_archive_that_lies_about_its_sizes_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "lie.sh3f"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lie.obj", b"v 0 0 0\n" * 1_000_000)
    data = path.read_bytes()
    path.write_bytes(data.replace((8_000_000).to_bytes(4, "little"), (800).to_bytes(4, "little")))
    with BoundedZip(path) as opened, pytest.raises(InputError, match="damaged"):
        opened.read("lie.obj")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"glTF"])
def test_that_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "no.sh3f"
    path.write_bytes(data)
    with pytest.raises(InputError, match="not a readable archive"):
        BoundedZip(path)


def test_that_an_archive_without_a_catalogue_is_told(tmp_path: Path) -> None:
    path = tmp_path / "no.sh3f"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with BoundedZip(path) as opened, pytest.raises(InputError, match="no furniture catalogue"):
        list(read_catalogue(opened))
