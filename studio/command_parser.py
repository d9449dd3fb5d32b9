"""What the command line understands: its commands, their arguments and their help."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from studio import __version__
from studio.errors import InputError

COMMANDS = (
    "new",
    "produce",
    "stage",
    "render",
    "script",
    "import",
    "export",
    "agent",
    "check",
    "comments",
    "assets",
    "account",
    "team",
    "doctor",
)
AGENTS = ("writer", "artist", "character", "director", "stage", "supervisor")
TEAM_ACTIONS = (
    "projects",
    "invitations",
    "join",
    "decline",
    "members",
    "invite",
    "remove",
    "role",
    "leave",
    "share",
    "open",
    "copy",
)
LOOKS = ("clay", "sketch", "flat", "depth")


class _Parser(argparse.ArgumentParser):
    """Usage errors are one line, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message}; see “{self.prog} --help”.")


def picture_size(text: str) -> tuple[int, int]:
    """``1280x720`` as (width, height) in pixels; both even, 64 to 7680."""
    width, _, height = text.lower().partition("x")
    try:
        size = int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write WIDTHxHEIGHT, such as 1280x720") from None
    if not all(64 <= edge <= 7680 and edge % 2 == 0 for edge in size):
        raise argparse.ArgumentTypeError(f"{text!r}: both edges have to be even and from 64 to 7680 pixels")
    return size


def dollars(text: str) -> float:
    """An amount of US dollars, not negative."""
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no amount; write US dollars, such as 2.50")
    return amount


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, so that ``--help`` tells what is built and nothing else."""
    debug = _Parser(add_help=False)
    debug.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser = _Parser(
        prog="dreamfactory",
        description="Write a script, stage it in 3D, frame the shots. Without a command: opens the window.",
        epilog="dreamfactory [PROJECT] opens the studio window on PROJECT, else the last one, else the bundled sample. "
        "Every command works without a display, a network or a key; a Gemini key makes the agents Gemini.",
    )
    parser.add_argument("--version", action="version", version=f"dreamfactory {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)

    new = commands.add_parser("new", parents=[debug], help="make a project, from a script if one is given")
    new.add_argument("project", type=Path)
    new.add_argument("--from", dest="source", type=Path, metavar="FILE", help="a Fountain or plain text screenplay")

    produce = commands.add_parser(
        "produce", parents=[debug], help="a script or a prompt to project, boards, animatic, PDF and timeline"
    )
    produce.add_argument("file", type=Path, nargs="?", help="a screenplay or text file")
    produce.add_argument("--prompt", metavar="TEXT", help="a set in one line, or a story, instead of a file")
    produce.add_argument("--out", type=Path, required=True, metavar="DIR")
    produce.add_argument("--offline", action="store_true", help="use only the offline agents")
    produce.add_argument(
        "--budget", type=dollars, metavar="USD", help="the most that models may cost (by the settings, else 5)"
    )
    produce.add_argument("--draw", action="store_true", help="have the Artist draw the key board of every scene")
    produce.add_argument("--shoot", action="store_true", help="have the Director make the video of those boards")
    produce.add_argument("--seed", type=int, default=0)
    produce.add_argument("--no-film", action="store_true", help="leave out animatic.mp4")
    produce.add_argument("--size", type=picture_size, default=(1280, 720), metavar="WxH")
    produce.add_argument("--look", choices=LOOKS, default="sketch")

    stage = commands.add_parser("stage", parents=[debug], help="a prompt or a StageSpec to a Stage")
    stage.add_argument("prompt", nargs="?")
    stage.add_argument("--spec", type=Path, metavar="FILE", help="a StageSpec instead of a prompt")
    stage.add_argument("--seed", type=int, default=0)
    stage.add_argument("--out", type=Path, metavar="FILE", help="where the Stage goes; else standard output")
    stage.add_argument("--spec-out", type=Path, metavar="FILE", help="writes the StageSpec that the prompt became")
    stage.add_argument("--literal", action="store_true", help="add nothing that the prompt does not name")
    stage.add_argument("--render", type=Path, metavar="PNG", help="draws the set too")
    stage.add_argument("--look", choices=LOOKS, default="sketch")
    stage.add_argument("--camera", metavar="NAME|JSON")
    stage.add_argument("--size", type=picture_size, default=(1280, 720), metavar="WxH")
    stage.add_argument(
        "--offline", action="store_true", help="use only the rules and never ask Gemini (the default without a key)"
    )

    render = commands.add_parser("render", parents=[debug], help="draw a Stage off screen")
    render.add_argument("stage", type=Path, metavar="STAGE.json")
    render.add_argument("--out", type=Path, required=True, metavar="PNG")
    render.add_argument("--size", type=picture_size, default=(1280, 720), metavar="WxH")
    render.add_argument("--look", choices=LOOKS, default="clay")
    render.add_argument("--camera", metavar="NAME|JSON")

    script = commands.add_parser("script", parents=[debug], help="parse a screenplay")
    script.add_argument("file", type=Path)
    script.add_argument("--json", action="store_true", help="elements, scenes and characters as one JSON value")

    bring = commands.add_parser("import", parents=[debug], help="bring a screenplay into a project")
    bring.add_argument("file", type=Path)
    bring.add_argument("project", type=Path)

    export = commands.add_parser("export", parents=[debug], help="write a project for others")
    export.add_argument("project", type=Path)
    export.add_argument(
        "--to",
        required=True,
        dest="format",
        metavar="FORMAT",
        help="pdf, mp4, png, otio, csv, fountain, glb (sets for 3D programs) or plot (plans with cameras, PDF)",
    )
    export.add_argument(
        "--out", type=Path, required=True, metavar="PATH", help="a file; for png, and glb with a file a scene, a folder"
    )
    export.add_argument("--scene", type=int, metavar="N", help="only the N-th scene, for glb and plot")
    export.add_argument("--size", type=picture_size, default=(1280, 720), metavar="WxH")

    agent = commands.add_parser("agent", parents=[debug], help="run one of the agents on a project, to its end")
    agent.add_argument("agent", choices=AGENTS)
    agent.add_argument("project", type=Path)
    agent.add_argument("--scene", type=int, metavar="N", help="the N-th scene, from 1")
    agent.add_argument("--board", metavar="ID", help="a board, by its id or its shot such as 2B")
    agent.add_argument("--input", default="", metavar="TEXT", help="what is wanted, in English or Korean")
    agent.add_argument("--offline", action="store_true", help="use only the offline agents (the default without a key)")
    agent.add_argument("--accept", action="store_true", help="take what is proposed; else it waits in the project")
    agent.add_argument("--json", action="store_true")

    check = commands.add_parser("check", parents=[debug], help="integrity, missing media, continuity")
    check.add_argument("project", type=Path)
    check.add_argument("--json", action="store_true")

    comments = commands.add_parser("comments", parents=[debug], help="what people say in a project, thread by thread")
    comments.add_argument("project", type=Path)
    comments.add_argument("--scene", type=int, metavar="N", help="only the N-th scene, from 1")
    comments.add_argument("--open", action="store_true", help="only what is not resolved")
    comments.add_argument("--json", action="store_true")

    assets = commands.add_parser("assets", parents=[debug], help="the prop library: import models, list, search")
    assets.add_argument("action", choices=("import", "list", "search"), help="import PATH, list, or search TEXT")
    assets.add_argument("words", nargs="*", metavar="PATH|TEXT", help="a model, a folder or a .sh3f; or what to find")
    assets.add_argument("--json", action="store_true")
    assets.add_argument("--offline", action="store_true", help="never ask Gemini what an unknown word means")

    account = commands.add_parser("account", parents=[debug], help="the account with a team: sign in, status, sign out")
    account.add_argument("action", choices=("sign-in", "status", "sign-out"))
    account.add_argument(
        "--email", metavar="ADDRESS", help="sign in with a password, asked for or read from standard input"
    )
    account.add_argument(
        "--config", type=Path, metavar="FILE", help="the team's Firebase web configuration; kept for next time"
    )
    account.add_argument("--json", action="store_true", help="the status as one JSON value")

    team = commands.add_parser(
        "team", parents=[debug], help="the team's projects: share, find, join, open, copy, invite"
    )
    team.add_argument("action", choices=TEAM_ACTIONS)
    team.add_argument("words", nargs="*", metavar="PROJECT WHO", help="a project's id or title; an address")
    team.add_argument("--role", choices=("owner", "editor", "viewer"), default="editor", help="of who is invited")
    team.add_argument("--json", action="store_true")

    doctor = commands.add_parser("doctor", parents=[debug], help="what this machine has and lacks")
    doctor.add_argument("--ask", action="store_true", help="ask Gemini which models the key sees; costs nothing")
    doctor.add_argument("--json", action="store_true")
    return parser
