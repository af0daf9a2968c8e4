"""The rules as dated rows: what holds from when, by which law, with which numbers. Pure.

A changed regulation is a new row beside the old one: last year's moves are judged by last year's. A
government adds rows of its own, which come before these. `is_sure` is False where a row is written
from practice or press and a legal officer has still to confirm it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from luwes.appointments.rules.moves.facts import DOCUMENTS
from luwes.core.periods import Period


@dataclass(frozen=True)
class Dated:
    """One rule for a time. `is_hard`: what fails is refused; else somebody may override by name."""

    rule: str
    period: Period
    law: str
    is_hard: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    is_sure: bool = True
    is_own: bool = False  # added by the government


def _from(year: int, month: int, day: int, until: date | None = None) -> Period:
    return Period(date(year, month, day), until)


_ALWAYS = _from(2000, 1, 1)
_PNS = _from(2017, 4, 7)  # PP 11/2017
_PNS_NEW = date(2020, 2, 28)  # PP 17/2020
_ASN = date(2023, 10, 31)  # UU 20/2023
_ACTING = date(2021, 1, 14)  # SE BKN 1/SE/I/2021
_ACTING_OLD = _from(2019, 7, 30, _ACTING)  # SE BKN 2/SE/VII/2019
_POLICY = "kebijakan Luwes"
_MANAGERS = ["top_leader", "administrator", "supervisor"]
_WAYS = {
    "top_leader": {"years": 2, "from": ["administrator", "expert:madya", "expert:utama"]},
    "administrator": {"years": 3, "from": ["supervisor", "expert:muda", "expert:madya"]},
    "supervisor": {"years": 4, "from": ["executive", "expert:pertama", "expert:muda", "skilled"]},
}
_SCHOOLS = {"top_leader": 5, "administrator": 5, "supervisor": 4}  # S-1/D-IV, S-1/D-IV, D-III
_OTHERS_2019 = {
    "expert:utama": _MANAGERS, "expert:madya": ["administrator", "supervisor"],
    "expert:muda": ["supervisor"], "expert:pertama": ["supervisor"], "executive": ["supervisor"],
}  # fmt: skip
_OTHERS_2021 = _OTHERS_2019 | {
    "expert:madya": _MANAGERS,
    "expert:muda": ["administrator", "supervisor"],
}

TABLE: tuple[Dated, ...] = (
    Dated("unchanged", _ALWAYS, _POLICY),
    Dated("standing", _PNS, "PP 11/2017", parameters={"codes": ["1", "71"]}),
    Dated("retirement", Period(_PNS.start, _ASN), "PP 11/2017 ps. 239–240", parameters={"months_left": 12}),
    Dated("retirement", Period(_ASN), "UU 20/2023 ps. 55; PP 11/2017 ps. 239–240", parameters={"months_left": 12}),
    Dated("pppk_agency", _from(2018, 11, 28, _ASN), "PP 49/2018"),
    Dated("pppk_agency", Period(_ASN), "UU 20/2023; PP 49/2018"),
    Dated("pppk_post", _from(2018, 11, 28), "PP 49/2018", parameters={"kinds": ["administrator", "supervisor"]}, is_sure=False),
    Dated("one_post", _PNS, "PP 11/2017", is_sure=False),
    Dated("there", _ALWAYS, _POLICY),
    Dated("vacant", _PNS, "PP 11/2017 ps. 54", is_sure=False),
    Dated("establishment", _ALWAYS, _POLICY, is_hard=False),
    Dated("own_agency", _from(2019, 4, 5), "Peraturan BKN 5/2019"),
    Dated("direction", _PNS, "PP 11/2017", is_sure=False),
    Dated("tenure_least", _from(2019, 4, 5), "Peraturan BKN 5/2019", is_hard=False, parameters={"years": 2}),
    Dated("tenure_most", _from(2019, 4, 5), "Peraturan BKN 5/2019", is_hard=False, parameters={"years": 5}),
    Dated("education", Period(_PNS.start, _PNS_NEW), "PP 11/2017 ps. 54", parameters={"least": _SCHOOLS}),
    Dated("education", Period(_PNS_NEW), "PP 11/2017 ps. 54 jo PP 17/2020", parameters={"least": _SCHOOLS}),
    Dated("experience", Period(_PNS.start, _PNS_NEW), "PP 11/2017 ps. 54", is_hard=False, parameters={"ways": _WAYS}),
    Dated("experience", Period(_PNS_NEW), "PP 11/2017 ps. 54 jo PP 17/2020", is_hard=False, parameters={"ways": _WAYS}),
    Dated("age", _PNS, "PP 17/2020", parameters={"kinds": ["top_leader"], "most": 56}),
    Dated("ratings", _PNS, "PP 11/2017 ps. 54", is_hard=False, parameters={"years": 2}),
    Dated("selection", _PNS, "PP 11/2017", is_hard=False, is_sure=False),
    Dated("discipline", _from(2021, 8, 31), "PP 94/2021; Peraturan BKN 5/2019", is_hard=False, is_sure=False),
    Dated("top_leader_stays", _from(2014, 1, 15), "UU 5/2014 ps. 116", is_hard=False, parameters={"years": 2}, is_sure=False),
    Dated("demotion_basis", _from(2021, 8, 31), "PP 94/2021"),
    Dated("absence", _from(2014, 10, 17), "UU 30/2014 ps. 14"),
    Dated("acting_term", _ACTING_OLD, "SE BKN 2/SE/VII/2019", parameters={"months": 3}, is_sure=False),
    Dated("acting_term", Period(_ACTING), "SE BKN 1/SE/I/2021", parameters={"months": 3}),
    Dated("acting_total", _ACTING_OLD, "SE BKN 2/SE/VII/2019", parameters={"months": 3, "extensions": 1}, is_sure=False),
    Dated("acting_total", Period(_ACTING), "SE BKN 1/SE/I/2021", parameters={"months": 3, "extensions": 1}),
    Dated("daily_term", Period(_ACTING), "SE BKN 1/SE/I/2021", parameters={"days": 30}, is_sure=False),
    Dated("daily_least", Period(_ACTING), "SE BKN 1/SE/I/2021", is_hard=False, parameters={"days": 3}, is_sure=False),
    Dated("acting_level", _ACTING_OLD, "SE BKN 2/SE/VII/2019", parameters={"others": _OTHERS_2019}),
    Dated("acting_level", Period(_ACTING), "SE BKN 1/SE/I/2021", parameters={"others": _OTHERS_2021}, is_sure=False),
    Dated("acting_unit", Period(_ACTING), "SE BKN 1/SE/I/2021", is_hard=False),
    Dated("acting_one", Period(_ACTING), "SE BKN 1/SE/I/2021", is_hard=False, is_sure=False),
    Dated("secondment_term", _PNS, "Peraturan BKN 5/2019", is_sure=False),
    Dated("election", _from(2016, 7, 1), "UU 10/2016 ps. 71 ayat (2)", parameters={"fails": _MANAGERS, "human": ["expert", "skilled"]}),
    Dated("new_head", _from(2016, 7, 1), "UU 10/2016 ps. 162 ayat (3)", parameters={"fails": _MANAGERS, "human": ["expert", "skilled"]}),
    Dated("competence", _from(2017, 7, 1), "PermenPANRB 38/2017", is_hard=False),
    Dated("home_minimum", _ALWAYS, _POLICY, is_hard=False),
    Dated("away", _ALWAYS, _POLICY, is_hard=False),
    Dated("pending", _ALWAYS, _POLICY, is_hard=False),
    Dated("documents", _from(2019, 4, 5), "Peraturan BKN 5/2019", is_hard=False, parameters={"papers": list(DOCUMENTS)}, is_sure=False),
)  # fmt: skip


def in_force(rows: Iterable[Dated], on: date) -> dict[str, Dated]:
    """By rule, the row that holds on the day; a government's own before the table's."""
    found: dict[str, Dated] = {}
    for row in rows:
        if on in row.period and (row.rule not in found or row.is_own):
            found[row.rule] = row
    return found
