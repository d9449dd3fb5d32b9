"""The console script: hands over to the command line or to the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """``dreamfactory COMMAND …`` runs a command, ``dreamfactory [PROJECT]`` opens the window."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    from studio import cli

    if arguments and (arguments[0] in cli.COMMANDS or arguments[0].startswith("-")):
        return cli.main(arguments)
    if len(arguments) > 1:
        return cli.main(arguments)
    from studio import app

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
