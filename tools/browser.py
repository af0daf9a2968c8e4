"""The Chromium of this machine, as `tools/chromium` puts it there."""

from shutil import which


def program() -> str:
    """:raises SystemExit: where there is none"""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if not found:
        raise SystemExit("Chromium is missing: make chromium")
    return found
