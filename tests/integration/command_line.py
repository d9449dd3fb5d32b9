"""The command line as a person or a program meets it: a process of its own, its answers and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.repository import ROOT


@dataclass(frozen=True, slots=True)
class Told:
    """How a command ended: exit code, standard output, and standard error without the lines of progress."""

    code: int
    answer: str
    errors: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The one line that it failed with, without the program's name."""
        assert self.code in (1, 2), self
        assert self.answer == "", self
        assert len(self.errors) == 1, self.errors
        name, _, sentence = self.errors[0].partition(": ")
        assert name == "dreamfactory"
        assert sentence.endswith((".", ")", "”.")), sentence
        return sentence


def command(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, cwd: Path = ROOT, timeout_s: float = 240
) -> Told:
    """Runs one command, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "studio", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        timeout=timeout_s,
        check=False,
    )
    lines = done.stderr.decode().splitlines()
    return Told(done.returncode, done.stdout.decode(), tuple(line for line in lines if not _is_progress(line)))


def names_in(folder: Path) -> set[str]:
    """Every file and folder below a folder, hidden ones too, by their path in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def _is_progress(line: str) -> bool:
    what, _, count = line.rpartition(" ")
    done, _, total = count.partition("/")
    return bool(what) and ":" not in what and done.isdigit() and total.isdigit()
