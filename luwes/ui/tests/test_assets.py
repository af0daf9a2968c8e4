"""What set-up builds from our sources."""

import json
import re
from pathlib import Path

from luwes.ui import assets, coast
from luwes.ui.icons import LUCIDE, NAMES

ROOT = Path(__file__).resolve().parents[3]
UI = ROOT / "luwes" / "ui"


def test_the_stylesheet_holds_every_component_and_print_has_the_last_word() -> None:
    css = assets.stylesheet()
    assert css.index("@layer vendor, tokens") < 5
    for path in (UI / "static/ui/css/components").glob("*.css"):
        first = re.search(r"^\s*([.\w][^{@]*)\{", path.read_text(), re.M)
        assert first is None or first[1].strip().splitlines()[-1] in css, path.name
    assert css.rindex("display: none; }") > css.rindex(".why {")


def test_braces_balance_in_every_stylesheet() -> None:
    for path in (UI / "static/ui/css").rglob("*.css"):
        text = path.read_text()
        assert text.count("{") == text.count("}"), path.name
        assert "!important" not in text, path.name


def test_every_icon_named_in_a_template_is_drawn() -> None:
    for path in (UI / "templates").rglob("*.html"):
        used = set(re.findall(r'{% icon "([\w-]+)"', path.read_text()))
        assert used <= NAMES, f"{path.name}: {used - NAMES}"


def test_a_symbol_keeps_the_drawing_and_drops_the_rest(tmp_path: Path) -> None:
    for name in set(LUCIDE.values()):
        (tmp_path / f"{name}.svg").write_text(
            '<!-- c -->\n<svg\n width="24">\n <path d="M1 1"/>\n</svg>'
        )
    svg = assets.sprite(tmp_path)
    assert '<symbol id="bell" viewBox="0 0 24 24"><path d="M1 1"/></symbol>' in svg
    assert 'id="siger"' in svg


def test_the_coast_is_cut_at_the_edges_of_lampung() -> None:
    # one square from 100° to 104° east, 5° to 4° south, written as TopoJSON steps of a degree
    topology = {
        "transform": {"scale": [1, 1], "translate": [100, -5]},
        "arcs": [[[0, 0], [4, 0], [0, 1], [-4, 0], [0, -1]], [[0, 0], [1, 0], [0, 1], [-1, -1]]],
        "objects": {"land": {"geometries": [{"type": "MultiPolygon", "arcs": [[[0]], [[~1]]]}]}},
    }
    found = coast.lampung(topology)
    assert len(found["features"]) == 1  # the second island lies west of the box
    points = found["features"][0]["geometry"]["coordinates"][0]
    assert {x for x, _ in points} == {103.3, 104.0}
    assert {y for _, y in points} == {-5.0, -4.0}
    assert points[0] == points[-1]


def test_no_registry_is_named_in_the_lock_file() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
