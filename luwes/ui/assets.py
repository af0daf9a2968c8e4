"""Builds `static/ui/dist/` from our sources and node_modules. Run by set-up: `python -m luwes.ui.assets`.

Nothing in `dist/` is committed; browser libraries are pinned in package-lock.json.
"""

import json
import re
import shutil
from pathlib import Path

from luwes.ui import coast
from luwes.ui.icons import LUCIDE, OWN

HERE = Path(__file__).parent / "static" / "ui"
ROOT = Path(__file__).resolve().parents[2]

COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "jsqr/dist/jsQR.js": "jsqr.js",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images/layers.png": "leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
    "leaflet/dist/images/marker-icon-2x.png": "leaflet/images/marker-icon-2x.png",
    "leaflet/dist/images/marker-shadow.png": "leaflet/images/marker-shadow.png",
}
LICENSED = ["htmx.org", "jsqr", "leaflet", "lucide-static", "world-atlas"]
# the frame is the ground the others stand on; print has the last word
FIRST, LAST = ["frame", "layout"], ["print"]


def main() -> None:
    build(modules=ROOT / "node_modules", dist=HERE / "dist")


def build(*, modules: Path, dist: Path) -> None:
    dist.mkdir(parents=True, exist_ok=True)
    (dist / "ui.css").write_text(stylesheet())
    (dist / "icons.svg").write_text(sprite(modules / "lucide-static" / "icons"))
    for source, target in COPIES.items():
        _copy(modules / source, dist / target)
    land = json.loads((modules / "world-atlas" / "land-10m.json").read_text())
    (dist / "coast.json").write_text(json.dumps(coast.lampung(land), separators=(",", ":")))
    (dist / "LICENSES.txt").write_text(_licences(modules))


def stylesheet() -> str:
    """All of our CSS in one file; the cascade layers keep the order of the parts harmless."""
    css = HERE / "css"
    names = sorted(path.stem for path in (css / "components").glob("*.css"))
    middle = [name for name in names if name not in FIRST + LAST]
    parts = [css / "components" / f"{name}.css" for name in [*FIRST, *middle, *LAST]]
    sources = [css / "tokens.css", css / "base.css", *parts, css / "pages.css"]
    return "".join(_without_comments(path.read_text()) for path in sources)


def sprite(lucide: Path) -> str:
    """One SVG file with a symbol for each icon we use."""
    symbols = [_symbol(name, "0 0 24 24", _inner(lucide / f"{file}.svg")) for name, file in
               sorted(LUCIDE.items())]  # fmt: skip
    symbols += [_symbol(name, box, drawing) for name, (box, drawing) in sorted(OWN.items())]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _symbol(name: str, box: str, drawing: str) -> str:
    return f'<symbol id="{name}" viewBox="{box}">{drawing}</symbol>'


def _inner(path: Path) -> str:
    found = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.DOTALL)
    if not found:
        raise ValueError(f"{path} is not an SVG file")
    return re.sub(r"\s*\n\s*", "", found[1])


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".js", ".mjs", ".css"}:
        # a map that is not served breaks the hashing of file names
        text = re.sub(r"^(//|/\*)# sourceMappingURL=.*$", "", source.read_text(), flags=re.M)
        # unlayered rules would beat all of ours
        target.write_text(f"@layer vendor {{{text}}}" if source.suffix == ".css" else text)
    else:
        shutil.copyfile(source, target)


def _without_comments(css: str) -> str:
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _licences(modules: Path) -> str:
    texts = []
    for name in LICENSED:
        about = json.loads((modules / name / "package.json").read_text())
        files = sorted((modules / name).glob("LICENSE*"))
        text = files[0].read_text() if files else about["license"]
        texts.append(f"{name} {about['version']}\n\n{text}")
    return "\n\n----\n\n".join(texts)


if __name__ == "__main__":
    main()
