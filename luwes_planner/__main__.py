"""``python -m luwes_planner solve IN --out OUT`` and ``check IN OUT``: see `luwes_planner.commands`."""

import argparse
import sys
from collections.abc import Sequence

from luwes_planner import commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="luwes_planner", description="Solve or check a plan.")
    parsers = parser.add_subparsers(dest="command", required=True)
    commands.add_solve_arguments(parsers.add_parser("solve", help="read IN, write the plan to OUT"))
    commands.add_check_arguments(
        parsers.add_parser("check", help="verify the plan OUT for the input IN")
    )
    asked = vars(parser.parse_args(arguments))
    if asked.pop("command") == "solve":
        return commands.solve_folder(asked.pop("input"), asked.pop("out"), **asked, err=sys.stderr)
    return commands.check_folder(asked["input"], asked["output"], out=sys.stdout, err=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
