from __future__ import annotations

from io import StringIO

from studio.workflows.progress_line import ProgressLine


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: StringIO, total: int) -> str:
    progress = ProgressLine(stream)
    for done in (*range(total + 1), total):
        progress(done, total, "boards")
    return stream.getvalue()


def test_that_a_file_gets_a_plain_line_a_tenth() -> None:
    lines = told(StringIO(), 200).splitlines()

    assert lines == [f"boards {done}/200" for done in range(0, 201, 20)]


def test_that_a_terminal_gets_one_bar_that_ends_its_line_once() -> None:
    shown = told(Terminal(), 30)

    assert shown.count("\n") == 1
    assert shown.endswith("boards ━━━━━━━━━━━━━━━━━━━━━━━━ 30/30\n")


def test_that_work_of_no_steps_is_done() -> None:
    assert told(StringIO(), 0) == "boards 0/0\n"
