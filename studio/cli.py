"""The command line: parse, call one workflow, print."""

from __future__ import annotations

import argparse
import errno
import io
import json
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from studio.command_parser import build_parser
from studio.errors import Cancelled, InputError, StudioError
from studio.workflows.progress_line import CLEAR_LINE, ProgressLine

_WHAT_TO_DO = {
    errno.ENOSPC: "the disk is full; make room and try again",
    errno.EDQUOT: "the disk quota is used up; make room and try again",
    errno.EACCES: "it may not be read or written; check its permissions",
    errno.EPERM: "it may not be read or written; check its permissions",
    errno.EROFS: "it lies on a read-only disk; choose another place",
    errno.ENOENT: "it is not there; check the name",
}

_TOLD_WARNINGS = 12
_KEPT = (signal.SIG_IGN, None)
"""Handlers of signals that stay: the caller has this process ignore them, or they are not Python's."""


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns its exit code: 0 done, 1 it failed, 2 the input or the usage is wrong."""
    wants_debug = "--debug" in argv
    _speak_utf8()
    # What the parts log is for their developers; a person reads the one line below.
    logging.basicConfig(level=logging.INFO if wants_debug else logging.CRITICAL + 1)
    try:
        arguments = build_parser().parse_args(argv)
        with _stopping_cleanly():
            code = _RUN[arguments.command](arguments)
            sys.stdout.flush()
            return code
    except (KeyboardInterrupt, Cancelled):
        return _fail("stopped; only whole files were left.", 1)
    except BrokenPipeError:
        # Whoever read the answer has seen enough; the rest goes nowhere, at the end of the process too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if wants_debug:
            traceback.print_exc()
        return _fail(*_told(error))


def _told(error: Exception) -> tuple[str, int]:
    """The one sentence and the exit code of an error."""
    match error:
        case StudioError():
            return error.message, error.exit_code
        case OSError():
            reason = _WHAT_TO_DO.get(error.errno or 0, f"{error.strerror or error}; check it and try again")
            return f"{error.filename or 'The output'}: {reason}.", 1
        case _:
            return f"an unexpected error: {error!r}; run it again with --debug and report what it prints.", 1


@contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """SIGTERM and a closed terminal end a command as Ctrl-C does; once it is stopping, nothing stops the clearing up.

    Signals that the caller has this process ignore stay ignored.
    """

    def stop(*_: object) -> NoReturn:
        for name in before:
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    names = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.getsignal(name) for name in names if signal.getsignal(name) not in _KEPT}
    for name in before:
        signal.signal(name, stop)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _speak_utf8() -> None:
    """Answers are UTF-8 whatever the locale; what is no text (a file's odd name) is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(message: str, code: int) -> int:
    start = CLEAR_LINE if sys.stderr.isatty() else ""
    print(f"{start}dreamfactory: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201
    return code


def _say(text: str) -> None:
    print(text)  # noqa: T201


def _readable(text: str | None) -> str | None:
    """The words of a prompt.

    Raises:
        InputError: they are not text, which is how the system hands over bytes that are no UTF-8.
    """
    if text is not None and not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InputError("The prompt is not UTF-8 text; type it again, or give it in a file.")
    return text


def _say_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _new(arguments: argparse.Namespace) -> int:
    from studio.workflows.import_project import new_project

    new_project(arguments.project, source=arguments.source)
    _say(f"{arguments.project} is ready.")
    return 0


def _produce(arguments: argparse.Namespace) -> int:
    from studio.workflows.produce import produce
    from studio.workflows.produce_report import ProduceOptions

    if (arguments.file is None) == (arguments.prompt is None):
        raise InputError("produce wants either a FILE or --prompt TEXT; see “dreamfactory produce --help”.")
    options = ProduceOptions(
        seed=arguments.seed,
        with_film=not arguments.no_film,
        size=arguments.size,
        look=arguments.look,
        is_offline=arguments.offline,
        budget=arguments.budget,
        draws=arguments.draw,
        shoots=arguments.shoot,
    )
    report = produce(
        arguments.out,
        file=arguments.file,
        prompt=_readable(arguments.prompt),
        options=options,
        progress=ProgressLine(sys.stderr),
        tell=lambda text: print(f"dreamfactory: {text}", file=sys.stderr, flush=True),  # noqa: T201
    )
    for warning in report.warnings[:_TOLD_WARNINGS]:
        print(f"dreamfactory: {warning}", file=sys.stderr)  # noqa: T201
    if len(report.warnings) > _TOLD_WARNINGS:
        more = len(report.warnings) - _TOLD_WARNINGS
        print(f"dreamfactory: {more} more warnings are in {arguments.out / 'report.json'}.", file=sys.stderr)  # noqa: T201
    _say(f"{report.scenes} scenes, {len(report.boards)} boards, {report.seconds:.1f} s in {arguments.out}")
    return 0


def _stage(arguments: argparse.Namespace) -> int:
    from studio.workflows.stage_files import stage_to_files

    if (arguments.prompt is None) == (arguments.spec is None):
        raise InputError("stage wants either a PROMPT or --spec FILE; see “dreamfactory stage --help”.")
    stage_to_files(
        prompt=_readable(arguments.prompt),
        spec_file=arguments.spec,
        seed=arguments.seed,
        literal=arguments.literal,
        out=arguments.out,
        spec_out=arguments.spec_out,
        picture=arguments.render,
        look=arguments.look,
        camera=arguments.camera,
        size=arguments.size,
        standard_output=sys.stdout,
        is_online=not arguments.offline,
        tell=lambda line: print(f"dreamfactory: {line}", file=sys.stderr),  # noqa: T201
    )
    return 0


def _render(arguments: argparse.Namespace) -> int:
    from studio.workflows.given_file import spare_given
    from studio.workflows.stage_files import read_stage, render_stage

    spare_given(arguments.stage, arguments.out)
    stage = read_stage(arguments.stage)
    render_stage(stage, arguments.out, size=arguments.size, look=arguments.look, camera=arguments.camera)
    return 0


def _script(arguments: argparse.Namespace) -> int:
    from studio.script.fountain import parse_fountain
    from studio.script.screenplay_json import screenplay_json
    from studio.script.text_file import read_script

    screenplay = parse_fountain(read_script(arguments.file).text)
    report = screenplay_json(screenplay)
    if arguments.json:
        _say_json(report)
        return 0
    for scene in report["scenes"]:
        _say(f"{scene['line']:>5}  {scene['heading']}  ({scene['seconds']:.0f} s)")
    _say(f"{len(report['scenes'])} scenes, {len(report['characters'])} characters, {report['pages']} pages")
    for warning in report["warnings"]:
        print(f"dreamfactory: {warning}", file=sys.stderr)  # noqa: T201
    return 0


def _agent(arguments: argparse.Namespace) -> int:
    from studio.workflows.run_agent import run_agent

    report = run_agent(
        arguments.project,
        arguments.agent,
        scene=arguments.scene,
        board=arguments.board,
        text=_readable(arguments.input) or "",
        is_offline=arguments.offline,
        accepts=arguments.accept,
        progress=ProgressLine(sys.stderr),
    )
    if arguments.json:
        _say_json(report.to_json())
    elif report.status == "succeeded":
        for line in (report.answer, report.rationale):
            if line:
                _say(line)
        cost = f", ${report.usage.cost:.2f}" if report.usage.cost else ""
        waits = report.proposal_id is not None and not report.accepted
        _say(
            f"{report.agent} ({report.provider}{cost}): done"
            + (", the proposal waits in the project." if waits else ".")
        )
    if report.status != "succeeded":
        raise StudioError(report.error or f"The {report.agent} was stopped.")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from studio.workflows.import_project import import_script

    imported = import_script(arguments.file, arguments.project)
    _say(imported)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from studio.workflows.export_project import export_project

    written = export_project(
        arguments.project,
        format=arguments.format,
        out=arguments.out,
        size=arguments.size,
        scene=arguments.scene,
        progress=ProgressLine(sys.stderr),
        tell=lambda text: print(f"dreamfactory: {text}", file=sys.stderr),  # noqa: T201
    )
    _say(str(written))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from studio.workflows.check_project import check

    findings = check(arguments.project)
    if arguments.json:
        _say_json([finding.to_json() for finding in findings])
    else:
        for finding in findings:
            _say(f"{finding.severity}: {finding.message}")
        if not findings:
            _say(f"{arguments.project} is whole.")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _comments(arguments: argparse.Namespace) -> int:
    from studio.workflows.list_comments import list_comments

    threads = list_comments(arguments.project, scene=arguments.scene, only_open=arguments.open)
    if arguments.json:
        _say_json([thread.to_json() for thread in threads])
    else:
        _say("\n".join(line for thread in threads for line in thread.lines()) or "Nobody has said anything there.")
    return 0


def _assets(arguments: argparse.Namespace) -> int:
    from studio.workflows.prop_answers import answer

    told = answer(
        arguments.action,
        _readable(" ".join(arguments.words)) or "",
        progress=ProgressLine(sys.stderr),
        is_online=not arguments.offline,
    )
    for warning in told.warnings:
        print(f"dreamfactory: {warning}", file=sys.stderr)  # noqa: T201
    _say_json(told.wire) if arguments.json else _say("\n".join(told.lines))
    return told.code


def _account(arguments: argparse.Namespace) -> int:
    from studio.workflows.account_commands import open_account, sign_in, status

    account = open_account(arguments.config)
    if arguments.action == "sign-in":
        _say(sign_in(account, arguments.email))
    elif arguments.action == "sign-out":
        account.sign_out()
        _say("Nobody is signed in.")
    else:
        told = status(account)
        if arguments.json:
            _say_json(told)
        else:
            _say(f"{told['email']} is signed in." if told["signedIn"] else "Nobody is signed in.")
    return 0


def _team(arguments: argparse.Namespace) -> int:
    from studio.workflows.account_commands import open_account
    from studio.workflows.team_commands import answer

    told = answer(
        open_account(), arguments.action, arguments.words, role=arguments.role, progress=ProgressLine(sys.stderr)
    )
    _say_json(told.wire) if arguments.json else _say("\n".join(told.lines))
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from studio.workflows.doctor import examine

    rows = examine(asks=arguments.ask)
    if arguments.json:
        _say_json([row.to_json() for row in rows])
    else:
        for row in rows:
            _say(f"{'ok  ' if row.holds else 'miss'}  {row.name:<18} {row.value}")
    return 0


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "produce": _produce,
    "stage": _stage,
    "render": _render,
    "script": _script,
    "import": _import,
    "export": _export,
    "agent": _agent,
    "check": _check,
    "comments": _comments,
    "assets": _assets,
    "account": _account,
    "team": _team,
    "doctor": _doctor,
}
