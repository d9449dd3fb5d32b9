"""Every sentence that comes to a person filled in: what the agents, the stores and the workflows raise, what a job
leaves with its task, and what a project says of itself when it is opened."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path

from studio.agents.provider_failure import SAID, WORDS, quoted
from tests.repository import ROOT

_STUDIO = ROOT / "studio"
_JOBS = tuple(sorted((_STUDIO / "workflows" / "tasks").glob("*.py")))
_KEPT = tuple(
    _STUDIO / "collab" / name
    for name in (
        "cloud_blobs.py",
        "cloud_wire.py",
        "embedded_store.py",
        "invitations.py",
        "media_folder.py",
        "media_mover.py",
        "project_folder.py",
        "team_replica.py",
        "writer_thread.py",
    )
)
RAISING = (
    *sorted((_STUDIO / "agents").rglob("*.py")),
    *_JOBS,
    *(_STUDIO / "workflows" / name for name in ("draw_board.py", "design_stage.py", "design_prompt.py")),
    *(_STUDIO / "media" / name for name in ("pictures.py", "video_file.py", "limited_child.py")),
    *(
        _STUDIO / "viewport" / name
        for name in ("gl_health.py", "offscreen.py", "program.py", "renderer.py", "target.py")
    ),
    *_KEPT,
    *(
        _STUDIO / "workflows" / name
        for name in (
            "comments.py",
            "copy_media.py",
            "export_project.py",
            "scene_sets.py",
            "share_project.py",
            "team_project.py",
        )
    ),
    *(
        _STUDIO / "model" / name
        for name in ("derived_fields.py", "document.py", "draft.py", "raw_fields.py", "reader.py", "strokes.py")
    ),
    _STUDIO / "staging" / "spec_check.py",
)
"""Whose errors reach a person through a task, a notice or a dialog."""

_SAYS = frozenset({"_answer", "_fall_back", "_end", "_wait", "_waiting"})
"""Who is handed what a task keeps."""

_ERROR = re.compile(
    r"(Error|Failure|Invalid|Refused|Reached|Missing|NoVideo|Postponed"
    r"|Needed|Denied|Unavailable|TooLarge|Altered|NotShared|OnNetworkDrive)$"
)
_NOT_OURS = frozenset(
    {"ValueError", "TypeError", "KeyError", "AssertionError", "EmbeddingError", "OperationalError", "RuntimeError"}
)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|^\{\}\s+(?=[A-Z])")
_GAP = re.compile(r"\{[^{}]*\}")


def told_texts() -> set[str]:
    """The sentences, one by one, their gaps numbered."""
    found = {sentence for text in _texts() for sentence in _sentences(text)}
    return found | set(WORDS.values()) | set(SAID.values()) | {quoted("")}


def told_steps() -> set[str]:
    """The names of the steps that tasks tell."""
    paths = (*_JOBS, _STUDIO / "workflows" / "design_stage.py")
    calls = (node for path in paths for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))
    steps = [call.args[2] for call in calls if _name(call.func) == "tell" and len(call.args) == 3]
    return {str(step.value) for step in steps if isinstance(step, ast.Constant) and step.value}


def _texts() -> Iterator[str]:
    for path in RAISING:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call):
                name = _name(node.func)
                if _ERROR.search(name) and name not in _NOT_OURS:
                    yield from _written(node.args)
    for path in (*_JOBS, _STUDIO / "agents" / "director.py"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and (_name(node.func) in _SAYS or ast.unparse(node.func) == "notes.append"):
                yield from _written(node.args)
    for path in _KEPT:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and (
                _name(node.func) == "getattr" or ast.unparse(node.func) == "notices.append"
            ):
                yield from _written(node.args)
            elif isinstance(node, ast.FunctionDef) and node.name == "_sentence":
                yield from _written([part.value for part in ast.walk(node) if isinstance(part, ast.Assign)])
                yield from _written(
                    [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
                )
    for path in _JOBS:
        tree = _tree(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.Return) and node.value is not None:
                nodes = node.value.args if isinstance(node.value, ast.Call) else [node.value]
                yield from (text for text in _written(nodes) if text[:1].isupper() and text[-1] in ".}")
        constants = [line.value for line in tree.body if isinstance(line, ast.Assign)]
        yield from _written([each for each in constants if isinstance(each, ast.Constant)])


def _written(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield "".join(map(str, parts))
        elif isinstance(node, ast.IfExp):
            yield from _written([node.body, node.orelse])
        elif isinstance(node, ast.Tuple):
            yield from _written(node.elts)


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE_ENDS.split(text):
        words = _GAP.sub("", sentence).strip(" .()")
        if " " in words:
            pieces = _GAP.split(sentence)
            gaps = (f"{{{number}}}" for number in range(len(pieces) - 1))
            yield "".join(chain.from_iterable(zip_longest(pieces, gaps, fillvalue="")))


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
