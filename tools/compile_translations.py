"""Compiles every catalogue in luwes/locale; a .po file with a fault ends with its name and line."""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "luwes" / "locale"


def main() -> int:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        try:
            catalogue = polib.pofile(str(source), check_for_duplicates=True)
        except (OSError, ValueError) as fault:
            print(f"{source}: {fault}", file=sys.stderr)
            return 1
        catalogue.save_as_mofile(str(source.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
