"""tools/setup on machines that lack something: one sentence that says what to do, and nothing half done.

The machines are folders of small programs put first on PATH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system's packages are Linux's")

SYSTEM_TOOLS = ("bash", "env", "dirname", "grep", "cat", "cmp", "rm", "sed", "uname", "tr")
EVERY_LIBRARY = "".join(
    f"	{line.split()[1]} (libc6) => /lib/x\n"
    for line in (ROOT / "tools" / "system_packages.txt").read_text(encoding="utf-8").splitlines()
    if line and line.split()[1].startswith("lib")
)


class Machine:
    """A checkout and the programs its machine has."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.programs = folder / "bin"
        self.log = folder / "log"
        shutil.copytree(ROOT / "tools", self.checkout / "tools", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
        for name in ("requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.checkout)
        self.programs.mkdir()
        for tool in SYSTEM_TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.programs / tool).symlink_to(found)
        self.has("id", "echo 1000")
        self.has("ldconfig", f"cat <<'END'\n{EVERY_LIBRARY}END")
        self.has("dpkg-query", "printf installed")
        self.has("xvfb-run", "exit 0")
        self.has("xauth", "exit 0")
        self.has("python3", f'exec "{sys.executable}" "$@"')

    def has(self, program: str, script: str) -> None:
        path = self.programs / program
        path.unlink(missing_ok=True)
        path.write_text(f"#!{shutil.which('bash')}\n{script}\n")
        path.chmod(0o755)

    def has_no(self, library: str) -> None:
        cache = "".join(line for line in EVERY_LIBRARY.splitlines(keepends=True) if f"\t{library} " not in line)
        assert cache != EVERY_LIBRARY
        self.has("ldconfig", f"cat <<'END'\n{cache}END")

    def set_up(self, goal: str = "test", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.checkout / "tools" / "setup"), goal],
            env={"PATH": str(self.programs), "HOME": os.devnull, **variables},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_that_an_old_python_is_told_in_one_line(machine: Machine) -> None:
    machine.has("python3", '[ "$1" = --version ] && echo "Python 3.9.2"')

    told = machine.set_up()

    assert told.returncode == 1
    assert told.stderr == (
        "setup: DreamFactory Studio needs Python 3.11 or newer and found Python 3.9.2; "
        "install one (as python3.11 and python3.11-venv) and run make again.\n"
    )


def test_that_a_newer_python_beside_an_old_one_is_taken(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has(
        "python3.12", '[ "$2" = "import ensurepip, venv" ] && exit 1; [ "$1" = -c ] && printf "python3.12-venv "'
    )

    told = machine.set_up()

    assert "sudo apt-get install -y python3.12-venv\n" in told.stderr


def test_that_a_named_python_has_to_be_new_enough(machine: Machine) -> None:
    machine.has("python3.9", "exit 1")

    told = machine.set_up(PYTHON="python3.9")

    assert told.returncode == 1
    assert told.stderr.startswith("setup: PYTHON=python3.9 is not Python 3.11 or newer")


def test_that_missing_packages_are_named_in_one_line_without_root(machine: Machine) -> None:
    machine.has("apt-get", f"echo touched >>{machine.log}")
    machine.has("sudo", "exit 1")
    machine.has_no("libxcb-cursor.so.0")
    (machine.programs / "xvfb-run").unlink()

    told = machine.set_up()

    assert told.returncode == 1
    assert told.stderr == (
        "setup: Missing system packages; install them and run make again: sudo apt-get install -y libxcb-cursor0 xvfb\n"
    )
    assert not machine.log.exists()
    assert not (machine.checkout / ".venv").exists()


def test_that_passwordless_sudo_installs_what_is_missing(machine: Machine) -> None:
    machine.has("apt-get", f'echo "$DEBIAN_FRONTEND $*" >>{machine.log}; exit 1')
    machine.has("sudo", 'shift; exec "$@"')
    machine.has("true", "exit 0")
    machine.has_no("libxcb-cursor.so.0")

    told = machine.set_up()

    assert machine.log.read_text().splitlines() == [
        "noninteractive update -qq",
        "noninteractive install -y -qq --no-install-recommends libxcb-cursor0",
    ]
    assert told.returncode == 1
    assert told.stderr.endswith("setup: apt-get could not install: libxcb-cursor0\n")


@pytest.mark.parametrize(("display", "named"), [("", False), (":0", True)])
def test_that_a_window_needs_its_libraries_only_where_there_is_a_display(
    machine: Machine, display: str, *, named: bool
) -> None:
    machine.has_no("libxcb-cursor.so.0")
    machine.has("python3", '[ "$1" = -m ] && exit 1; exit 0')

    told = machine.set_up("run", DISPLAY=display)

    assert ("libxcb-cursor0" in told.stderr) is named


@pytest.fixture
def machine_with_venv(machine: Machine) -> Machine:
    """One whose .venv writes down what its modules are told, and installs nothing."""
    folder = machine.checkout / ".venv" / "bin"
    folder.mkdir(parents=True)
    machine.has("python", f'[ "$1" = -m ] || exec "{sys.executable}" "$@"\necho "$*" >>{machine.log}')
    (machine.programs / "python").rename(folder / "python")
    return machine


def test_that_a_repeated_set_up_does_nothing(machine_with_venv: Machine) -> None:
    first = machine_with_venv.set_up()
    told = machine_with_venv.log.read_text().splitlines()
    second = machine_with_venv.set_up()

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert [line.split(" --quiet ")[-1] for line in told] == [
        "--require-hashes --no-deps -r requirements.lock",
        "--no-build-isolation --no-deps --editable .",
        "-m compileall -q studio",
    ]
    assert second.stderr == ""
    assert machine_with_venv.log.read_text().splitlines() == told


def test_that_a_changed_lock_is_installed(machine_with_venv: Machine) -> None:
    machine_with_venv.set_up()
    with (machine_with_venv.checkout / "requirements.lock").open("a") as lock:
        lock.write("# a new pin\n")

    machine_with_venv.set_up()

    assert len(machine_with_venv.log.read_text().splitlines()) == 6


def test_that_a_failed_installation_is_tried_again(machine_with_venv: Machine) -> None:
    python = machine_with_venv.checkout / ".venv" / "bin" / "python"
    works = python.read_text()
    python.write_text(works + "exit 1\n")

    failed = machine_with_venv.set_up()
    python.write_text(works)
    mended = machine_with_venv.set_up()

    assert failed.returncode == 1
    assert failed.stderr.endswith("see above, check the network and run make again.\n")
    assert mended.returncode == 0


@pytest.fixture
def machine_with_npm(machine_with_venv: Machine) -> Machine:
    """One with Node.js, whose npm writes down what it is told and where, and installs a file."""
    folder = machine_with_venv.checkout / "tests" / "auth_emulator"
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests" / "auth_emulator" / name, folder)
    (machine_with_venv.programs / "mkdir").symlink_to(shutil.which("mkdir") or "")
    machine_with_venv.has("node", "exit 0")
    machine_with_venv.has(
        "npm", f'rm -rf node_modules; mkdir node_modules; echo "npm $1 in ${{PWD##*/}}" >>{machine_with_venv.log}'
    )
    return machine_with_venv


def asked_of_npm(machine: Machine) -> list[str]:
    lines = machine.log.read_text().splitlines() if machine.log.exists() else []
    return [line for line in lines if line.startswith("npm ")]


def test_that_the_auth_emulator_is_installed_once_and_only_for_the_tests(machine_with_npm: Machine) -> None:
    machine_with_npm.set_up("run")
    assert asked_of_npm(machine_with_npm) == []

    first, second = machine_with_npm.set_up(), machine_with_npm.set_up()

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert asked_of_npm(machine_with_npm) == ["npm ci in auth_emulator"]
    assert second.stderr == ""


def test_that_the_auth_emulator_is_installed_anew_when_its_lock_has_changed(machine_with_npm: Machine) -> None:
    machine_with_npm.set_up()
    with (machine_with_npm.checkout / "tests" / "auth_emulator" / "package-lock.json").open("a") as lock:
        lock.write("\n")

    machine_with_npm.set_up()

    assert asked_of_npm(machine_with_npm) == ["npm ci in auth_emulator"] * 2


def test_that_an_auth_emulator_that_cannot_be_had_is_told_and_tried_again(machine_with_npm: Machine) -> None:
    works = (machine_with_npm.programs / "npm").read_text()
    machine_with_npm.has("npm", "exit 1")

    failed = machine_with_npm.set_up()
    (machine_with_npm.programs / "npm").write_text(works)
    machine_with_npm.set_up()

    assert failed.returncode == 0
    assert "npm could not install Google's Auth emulator; the tests of accounts are left out.\n" in failed.stderr
    assert asked_of_npm(machine_with_npm) == ["npm ci in auth_emulator"]


def test_that_without_node_nothing_is_asked_of_npm(machine_with_npm: Machine) -> None:
    (machine_with_npm.programs / "node").unlink()

    assert machine_with_npm.set_up().returncode == 0
    assert asked_of_npm(machine_with_npm) == []
