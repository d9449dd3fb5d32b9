"""The console script: hands over to the command line or to the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_NO_DISPLAY = "there is no display here for the window; the commands need none, see “dreamfactory --help”."


def main(argv: Sequence[str] | None = None) -> int:
    """``dreamfactory COMMAND …`` runs a command, ``dreamfactory [PROJECT]`` opens the window.

    One word that is neither a command nor a path is a command mistyped.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    from studio import cli, command_parser

    if len(arguments) > 1 or (arguments and not _is_path(arguments[0], command_parser.COMMANDS)):
        return cli.main(arguments)
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        print(f"dreamfactory: {_NO_DISPLAY}", file=sys.stderr)  # noqa: T201
        return 1
    try:
        from studio import app
    except ImportError as error:
        missing = str(error).partition(":")[0]
        if ".so" not in missing:
            raise
        print(f"dreamfactory: the window needs {missing}, which is not there; install it.", file=sys.stderr)  # noqa: T201
        return 1
    return app.main(arguments)


def _is_path(word: str, commands: Sequence[str]) -> bool:
    if word in commands or word.startswith("-"):
        return False
    path = Path(word)
    return bool(path.suffix) or len(path.parts) > 1 or path.exists()


if __name__ == "__main__":
    sys.exit(main())
