"""resources/ is found beside the checkout and in an installed wheel."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from studio.resource_files import resource_path, resources_root
from tests.repository import ROOT, run_python


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel of this checkout."""
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (file,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.Path(file)


def test_that_the_checkout_reads_its_own_resources() -> None:
    assert resources_root() == ROOT / "resources"
    assert resource_path("fonts", "Inter-Regular.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_that_a_missing_resource_is_named_with_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match=r"lacks resources/fonts/none\.ttf; install dreamfactory-studio again"):
        resource_path("fonts", "none.ttf")


def test_that_every_font_is_truetype_and_has_its_licence() -> None:
    fonts = sorted((ROOT / "resources" / "fonts").glob("*.[to]tf"))

    assert {font.name: font.read_bytes()[:4] for font in fonts if font.read_bytes()[:4] != b"\x00\x01\x00\x00"} == {}
    assert {font.name.split("-")[0] for font in fonts} == {
        licence.stem.removeprefix("OFL-") for licence in (ROOT / "resources" / "fonts").glob("OFL-*.txt")
    }


def test_that_the_wheel_holds_every_resource_and_no_test(wheel: zipfile.Path) -> None:
    packed = {name for name in wheel.root.namelist() if not name.endswith("/")}
    resources = {
        f"studio/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    assert resources
    assert resources - packed == set()
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == {"studio"}


def test_that_an_installed_wheel_finds_its_resources(wheel: zipfile.Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    wheel.root.extractall(site)

    told = run_python(
        "-I",
        "-c",
        f"import sys; sys.path.insert(0, {str(site)!r}); from studio.resource_files import resource_path; "
        "print(resource_path('fonts', 'Inter-Regular.ttf'))",
        cwd=tmp_path,
    )

    assert told.stderr == ""
    assert Path(told.stdout.strip()) == site / "studio" / "resources" / "fonts" / "Inter-Regular.ttf"
