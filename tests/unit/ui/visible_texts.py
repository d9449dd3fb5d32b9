"""Every text of the window that is translated: literals out of the code, the others from the tables that hold them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from studio.collab.sign_in_failure import SENTENCES
from studio.collab.team_directory import SENTENCES as TEAM_SENTENCES
from studio.collab.team_settings import NO_CONFIG, NO_PROJECT
from studio.ui import (
    actions,
    agent_settings_view,
    agent_words,
    calls_view,
    comment_words,
    cube_keys,
    curve_editor,
    framing_bar,
    guide_chips,
    inspector,
    move_panel,
    outliner_model,
    pen_tools,
    pose_picker,
    proposed_change,
    share_view,
    shot_words,
    stage_overlay,
    stage_page,
    team_words,
    window_actions,
)
from studio.viewport import framing_notes
from studio.workflows import share_project
from tests.repository import ROOT
from tests.unit.ui.told_texts import told_texts

SOURCES = (*sorted((ROOT / "studio" / "ui").glob("*.py")), ROOT / "studio" / "viewport" / "widget.py")

TABLES: dict[str, tuple[str, ...]] = {
    "account_view.py": (*SENTENCES.values(), NO_CONFIG, NO_PROJECT),
    "actions.py": (*(spec.text for spec in actions.ACTIONS), *actions.MENUS),
    "agent_words.py": tuple(
        text
        for words in (
            agent_words.AGENT_NAMES,
            agent_words.STATUS_WORDS,
            agent_words.PART_WORDS,
            agent_words.TAKE_WORDS,
            agent_words.STEP_WORDS,
            agent_words.OUTCOME_WORDS,
        )
        for text in words.values()
    ),
    "agent_settings_view.py": (
        *(text for _, text in agent_settings_view._MODELS),
        *agent_settings_view._SAFETY.values(),
        *(text for _, _, text in agent_settings_view._PRICES),
    ),
    "calls_view.py": calls_view.COLUMNS,
    "cube_keys.py": tuple(cube_keys.SIDE_WORDS.values()),
    "pen_tools.py": tuple(text for _, text, _ in pen_tools.WIDTHS),
    "framing_bar.py": (*framing_bar._SIZE_TIPS.values(), *(text for _, text in framing_bar.ANGLES)),
    "inspector.py": tuple(text for _, text in inspector.MOVES),
    "outliner_model.py": tuple(outliner_model.ROLE_WORDS.values()),
    "pose_picker.py": tuple(pose_picker.POSE_WORDS.values()),
    "proposed_change.py": tuple(proposed_change.FIELD_WORDS.values()),
    "comment_words.py": (*comment_words.STEP_WORDS.values(), *comment_words.FILTER_WORDS.values()),
    "shortcut_sheet.py": (),
    "stage_overlay.py": tuple(stage_overlay._FACES.values()),
    "scene_work.py": framing_notes.NOTES,
    "guide_chips.py": tuple(guide_chips.GUIDE_WORDS.values()),
    "move_panel.py": (*move_panel.EASING_WORDS.values(), *curve_editor.CHANNELS.values()),
    "shot_words.py": tuple(shot_words.ANGLE_WORDS.values()),
    "stage_page.py": tuple(text for _, text in stage_page._LOOKS),
    "team_words.py": (*team_words.ROLE_WORDS.values(), *TEAM_SENTENCES, share_view.NOT_SAVED, share_project.AT_WORK),
    "told_sentence.py": tuple(told_texts()),
    "window_actions.py": tuple(window_actions._DECLINED.values()),
}
"""By module: the texts that reach ``tr`` through a variable (the shortcut sheet shows those of the actions)."""


def literals() -> Iterator[tuple[str, Path]]:
    """Literal texts given to ``tr``, each with its file."""
    for path, argument in _arguments():
        if isinstance(argument, ast.Constant):
            yield str(argument.value), path


def modules_with_variables() -> set[str]:
    """Names of the modules that translate what a variable holds."""
    return {path.name for path, argument in _arguments() if not isinstance(argument, ast.Constant)}


def visible_texts() -> set[str]:
    """Everything that has to be in a catalogue."""
    return {text for text, _ in literals()} | {text for texts in TABLES.values() for text in texts}


def _arguments() -> Iterator[tuple[Path, ast.expr]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "tr":
                yield path, node.args[0]


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )
