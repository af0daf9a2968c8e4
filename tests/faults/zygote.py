"""
Begins workers for the tests without loading the program anew for each: it loads it once, and for
every line `{"fault": …, "settings": {…}}` on its input splits off a process that works as
`luwes procrastinate worker --one-shot` does. It answers with how that process ended. With a "press" in the line that
process is the site instead: it takes one POST, and ends with the first digit of the answer's status.
"""

import importlib
import json
import os
import sys
import traceback
from contextlib import ExitStack
from typing import Any

import django

# What a worker needs sooner or later, loaded but not used before the split.
LOADED = ("typst", "pyhanko.sign.signers", "luwes_planner", "luwes.project.urls", "segno")


def main() -> None:
    django.setup()
    for name in LOADED:
        importlib.import_module(name)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _press(asked) if "press" in asked else _work(asked)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _prepare(asked: dict[str, Any]) -> None:
    from django.conf import settings

    os.environ["LUWES_FAULT"] = asked["fault"]
    for name, value in asked["settings"].items():
        setattr(settings, name, value)
    sys.stdout = sys.stderr


def _press(asked: dict[str, Any]) -> None:
    from django.test import Client

    _prepare(asked)
    press = asked["press"]
    try:
        client = Client()
        client.cookies.load(press["cookies"])
        with ExitStack() as opened:
            files = {
                name: opened.enter_context(open(path, "rb"))
                for name, path in press["files"].items()
            }
            status = client.post(press["path"], {**press["typed"], **files}).status_code
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(status // 100)


def _work(asked: dict[str, Any]) -> None:
    from django.core.management import call_command

    _prepare(asked)
    try:
        call_command(
            "procrastinate", "worker", "--one-shot", "--no-listen-notify", "--concurrency", "1"
        )
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
