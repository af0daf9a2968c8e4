"""What of a situation report may be public: the parts to tick, and the content that remains. Pure reads."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from luwes.mobilisation import rules
from luwes.mobilisation.models import FIGURE_LABELS
from luwes.mobilisation.sitrep.content import WORDS, Content

WHOLE = "whole"
# Numbers about people who may be recognised by them: dead, injured or missing in one area.
POINTING = (rules.Figure.DEAD.value, rules.Figure.INJURED.value, rules.Figure.MISSING.value)
SMALL_UNDER = 5  # kebijakan Luwes, bukan hukum


@dataclass(frozen=True)
class Part:
    """One thing to tick; `is_usual`: proposed."""

    key: str
    label: str
    is_usual: bool = True


def parts(content: Content) -> list[Part]:
    """What this report holds that can be cleared; by area nothing is proposed about people hurt."""
    found = [Part("status", _("Status darurat dan keputusannya"))]
    told = {row["kind"] for row in content["figures"]}
    for kind, label in FIGURE_LABELS.items():
        if kind in content["totals"]:
            found.append(Part(f"total:{kind}", _("%s: jumlah seluruhnya") % label))
    for kind, label in FIGURE_LABELS.items():
        if kind in told:
            is_usual = kind not in POINTING
            found.append(Part(f"area:{kind}", _("%s: per wilayah") % label, is_usual))
    labels = {
        "highlights": _("Yang terpenting"), "constraints": _("Kendala"),
        "tomorrow": _("Rencana untuk besok"),
    }  # fmt: skip
    if content["needs"]:
        found.append(Part("needs", _("Kebutuhan orang menurut peran"), False))
    if content["agencies"] or content.get("outside"):
        found.append(
            Part("people", _("Orang yang dikirim, menurut instansi dan daerah asal"), False)
        )
    found += [Part(key, labels[key], False) for key in WORDS if content.get(key)]
    return [*found, Part(WHOLE, _("Laporan ini seluruhnya, sebagai PDF"), False)]


def small(content: Content) -> list[Content]:
    """Figures by area under the limit; nought points at nobody."""
    return [
        row
        for row in content["figures"]
        if row["kind"] in POINTING and 0 < row["value"] < SMALL_UNDER
    ]


def cleared(content: Content, chosen: Collection[str], *, shows_small: bool) -> Content:
    """Only what was ticked; numbers that stay closed have no value."""
    found: Content = {key: content[key] for key in ("version", "day", "as_of", "incident")}
    later = [key for key in content.get("as_of_now", []) if key in chosen]
    if later:
        found |= {"as_of_now": later, "written_at": content["written_at"]}
    if "status" in chosen:
        found |= {"statuses": content["statuses"], "status_day": content["status_day"]}
    closed = set() if shows_small else _closed(content)
    found["totals"] = {
        kind: total
        for kind, total in content["totals"].items()
        if f"total:{kind}" in chosen and not any(its == kind for _code, its in closed)
    }
    found["figures"] = [
        _figure(row, (row["code"], row["kind"]) in closed)
        for row in content["figures"]
        if f"area:{row['kind']}" in chosen
    ]
    if "needs" in chosen:
        found["needs"] = content["needs"]
    if "people" in chosen:
        found |= {
            key: content[key] for key in ("agencies", "regencies", "outside") if key in content
        }
    return found | {key: content[key] for key in WORDS if key in chosen and content.get(key)}


def _figure(row: Content, is_closed: bool) -> dict[str, Any]:
    kept = ("code", "area", "kind", "source", "is_estimate", "reported_at")
    return {key: row[key] for key in kept} | {"value": None if is_closed else row["value"]}


def _closed(content: Content) -> set[tuple[str, str]]:
    """
    (area code, kind) of small numbers, and of every area that holds one or lies in it: a city less
    its other districts would tell. Their kind shows no total, for the same reason.
    """
    found = {(row["code"], row["kind"]) for row in small(content)}
    around = {
        (row["code"], row["kind"])
        for row in content["figures"]
        for code, kind in found
        if row["kind"] == kind and (_holds(row["code"], code) or _holds(code, row["code"]))
    }
    return found | around


def _holds(area: str, other: str) -> bool:
    return other.startswith(f"{area}.")
