"""The order of the house, and that a breach of it is seen."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, python_files

SLOW_TO_LOAD = frozenset(
    {"av", "fast_simplification", "fastapi", "firebase_admin", "google", "numba", "opentimelineio", "pyqtgraph"}
    | {"reportlab", "scipy", "shapely", "trimesh", "uvicorn"}
)
"""Libraries of 100 ms and more: imported where first needed, never when the window starts."""

LONGEST_MODULE = 400


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package without its resources, to break."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for path in python_files("studio"):
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return copy


def lint_imports(house: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; " + (
        "lint_imports_command(['--no-cache'])"
    )
    return subprocess.run(
        [sys.executable, "-c", program], cwd=house, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    ("module", "breach", "contract"),
    [
        ("model", "import studio.ui.breach", "Imports go down only BROKEN"),
        ("media", "import studio.viewport.breach", "Imports go down only BROKEN"),
        ("workflows", "import PySide6", "Qt only in app, ui and viewport.widget BROKEN"),
        ("ui", "import OpenGL", "OpenGL only in viewport BROKEN"),
        ("script", "from google import genai", "may name them BROKEN"),
    ],
)
def test_that_a_breach_is_seen(house: Path, module: str, breach: str, contract: str) -> None:
    for part in ("ui", "viewport", "model", "media", "workflows", "script"):
        (house / "studio" / part / "breach.py").write_text("")
    (house / "studio" / module / "breach.py").write_text(breach)

    told = lint_imports(house)

    assert told.returncode == 1
    assert contract in " ".join(told.stdout.split())
    assert told.stdout.count("BROKEN") == 1


def imports_at_start(tree: ast.Module) -> Iterator[str]:
    """Names of top-level packages that importing the module imports."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Import():
                yield from (name.name.split(".")[0] for name in node.names)
            case ast.ImportFrom(level=0, module=str(module)):
                yield module.split(".")[0]
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                pass
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                waiting += node.orelse
            case _:
                waiting += ast.iter_child_nodes(node)


def test_that_imports_at_start_are_told_from_later_ones() -> None:
    tree = ast.parse(
        "import scipy.spatial\nif TYPE_CHECKING:\n    import av\nelse:\n    import trimesh\n"
        "class A:\n    from google import genai\n    def run(self):\n        import reportlab\n"
    )

    assert set(imports_at_start(tree)) == {"scipy", "trimesh", "google"}


def test_that_no_module_imports_a_slow_library_at_start() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files("studio")
        for name in imports_at_start(ast.parse(path.read_text(encoding="utf-8")))
        if name in SLOW_TO_LOAD
    }

    assert found == set()


def test_that_no_module_is_longer_than_one_reads() -> None:
    lengths = {path.relative_to(ROOT): path.read_text(encoding="utf-8").count("\n") for path in python_files("studio")}

    assert {str(path): lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_that_package_files_are_empty() -> None:
    full = [
        str(path.relative_to(ROOT))
        for path in python_files("studio", "tests", "tools")
        if path.name == "__init__.py" and path.stat().st_size and path != ROOT / "studio" / "__init__.py"
    ]

    assert full == []


def test_that_every_folder_of_python_files_is_a_package() -> None:
    folders = {path.parent for path in python_files("studio", "tests", "tools")}

    assert [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
