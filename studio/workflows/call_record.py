"""The record of the agents' calls as a CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from studio.media.shot_list import quoted_cell
from studio.media.whole_file import write_whole
from studio.model.reader import DocumentReader

CALL_COLUMNS = (
    "time",
    "task",
    "agent",
    "provider",
    "model",
    "what",
    "prompt",
    "prompt version",
    "tokens in",
    "tokens out",
    "tokens thought",
    "tokens cached",
    "pictures",
    "video seconds",
    "seconds",
    "outcome",
    "cost",
)


def call_record(documents: DocumentReader) -> str:
    """One row a call, oldest first."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(CALL_COLUMNS)
    for _, call in documents.calls():
        task = documents.task(call.task_id)
        used = call.usage
        cells = (
            call.created_at or "",
            call.task_id,
            task.agent_type if task is not None else "",
            call.provider,
            call.model,
            call.what,
            call.prompt_name,
            call.prompt_version,
            used.prompt_tokens,
            used.answer_tokens,
            used.thought_tokens,
            used.cached_tokens,
            used.pictures,
            used.video_s,
            round(call.seconds, 3),
            call.outcome,
            round(call.cost, 6),
        )
        table.writerow([quoted_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def write_call_record(documents: DocumentReader, path: Path) -> None:
    """Writes the record, with a mark by which spreadsheets know its letters.

    Raises:
        studio.errors.MediaError: the file cannot be written.
    """
    write_whole(path, call_record(documents).encode("utf-8-sig"))
