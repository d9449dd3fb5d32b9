"""pyproject.toml, the lock and the list of licences say the same."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository import ROOT

ENVIRONMENTS = [
    {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": platform}
    for version in ("3.11", "3.12", "3.13")
    for platform in ("linux", "darwin", "win32")
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NPM = json.loads((ROOT / "tests/auth_emulator/package.json").read_text(encoding="utf-8"))
NPM_LOCK = json.loads((ROOT / "tests/auth_emulator/package-lock.json").read_text(encoding="utf-8"))["packages"]


def locked() -> list[Requirement]:
    return [Requirement(line.rstrip(" \\")) for line in LOCK.splitlines() if re.match(r"[a-z]", line)]


def blocks() -> Iterator[tuple[str, str]]:
    """Package name and its part of the lock: the pin, its hashes, and whom it is there for."""
    for block in re.split(r"\n(?=[a-z])", LOCK):
        if pin := re.match(r"[a-z0-9._-]+", block):
            yield canonicalize_name(pin.group()), block


def names_needed_by(name: str) -> Iterator[str]:
    """The packages that the lock says are there because of ``name``."""
    return (package for package, block in blocks() if re.search(rf"^    # +(via )?{re.escape(name)}$", block, re.M))


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda e: f"{e['sys_platform']}-{e['python_version']}")
def test_that_the_lock_pins_everything_the_project_names(environment: dict[str, str]) -> None:
    wanted = [Requirement(text) for text in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]
    pins = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in locked()
        if pin.marker is None or pin.marker.evaluate(environment)
    }

    unmet = [
        str(requirement)
        for requirement in wanted
        if (requirement.marker is None or requirement.marker.evaluate(environment))
        and not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]

    assert unmet == [], "run make lock"


def test_that_the_lock_is_hashed_and_names_no_index() -> None:
    assert len(list(blocks())) == len(locked())
    assert [name for name, block in blocks() if "--hash=sha256:" not in block] == []
    assert re.findall(r"\S*://\S*|--index\S*|--find-links\S*| @ ", LOCK) == []


def test_that_the_lock_of_npm_pins_what_is_named_is_hashed_and_names_no_registry() -> None:
    brought = {name.partition("node_modules/")[2]: each for name, each in NPM_LOCK.items() if "node_modules/" in name}
    fetched = {name: each for name, each in brought.items() if not each.get("link")}
    wanted = {name: version for name, version in NPM["dependencies"].items() if not version.startswith("file:")}

    assert NPM_LOCK[""]["dependencies"] == NPM["dependencies"], "run npm install in tests/auth_emulator"
    assert wanted and wanted == {name: fetched[name]["version"] for name in wanted}
    assert [name for name, each in fetched.items() if not each["integrity"].startswith("sha512-")] == []
    assert [name for name, each in fetched.items() if "resolved" in each] == []


def test_that_every_package_needed_to_run_has_its_licence_listed() -> None:
    waiting: list[str] = [canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]]
    shipped: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in shipped:
            shipped.add(name)
            waiting += names_needed_by(name)
    table = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    rows = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
    listed = {word for row in rows for word in re.findall(r"[a-z0-9-]+", row)}

    assert len(shipped) > len(PROJECT["dependencies"])
    assert sorted(shipped - listed) == []
