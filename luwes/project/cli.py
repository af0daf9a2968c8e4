"""`luwes COMMAND`: Django's management under the product's name; starts the database it needs."""

import os
import sys

WITHOUT_DATABASE = {"help", "--help", "-h", "version", "--version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luwes.project.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if not os.environ.get("DATABASE_URL") and command not in WITHOUT_DATABASE:
        from luwes.project import postgres

        postgres.ensure()
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(["luwes", *sys.argv[1:]])
    except OperationalError as error:
        if "--traceback" in sys.argv:
            raise
        raise SystemExit(f"Basis data tidak menjawab (DATABASE_URL): {error}") from None


if __name__ == "__main__":
    main()
