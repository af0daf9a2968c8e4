"""Where units stand and people live: districts of Lampung with their neighbours."""

from functools import cached_property
from random import Random

from luwes.demo.population.model import Spot
from luwes.places import rules, sources
from luwes.places.rules import Level

PROVINCE = "18"


class Geography:
    # Districts in the north of the city, where the flood of February 2025 stood highest.
    NORTH = frozenset({"18.71.01", "18.71.02", "18.71.10", "18.71.11", "18.71.14"})
    # Where the offices of the province and of the city stand.
    CAPITAL = ("18.71.09", "18.71.09", "18.71.17", "18.71.06", "18.71.15", "18.71.02")

    def __init__(self) -> None:
        self.spots: dict[str, Spot] = {}
        self.villages: list[tuple[str, str]] = []
        for row in sources.nusantara(PROVINCE):
            level = rules.level_of(row.code)
            if level is Level.DISTRICT and row.lat is not None and row.lon is not None:
                self.spots[row.code] = Spot(row.code, row.name, row.lat, row.lon)
            elif level is Level.VILLAGE:
                self.villages.append((row.code, row.name))
        self.regencies = {fact.code: fact for fact in sources.lampung_regencies()}

    def spot(self, code: str) -> Spot:
        return self.spots[code]

    def districts_of(self, government: str) -> list[Spot]:
        return [s for code, s in sorted(self.spots.items()) if code.startswith(f"{government}.")]

    def office_spot(self, government: str, random: Random) -> Spot:
        """Offices stand in the capital, or in the district at the regency's seat."""
        if government in {PROVINCE, "18.71"}:
            return self.spots[random.choice(self.CAPITAL)]
        seat = self.regencies[government]
        near = sorted(
            self.districts_of(government), key=lambda s: rules.km(s.lat, s.lon, seat.lat, seat.lon)
        )
        return near[0]

    def spread(self, government: str, count: int, random: Random) -> list[Spot]:
        """`count` districts, each as often as the others, in an order by lot."""
        districts = self.districts_of(government)
        spots: list[Spot] = []
        while len(spots) < count:
            spots += random.sample(districts, len(districts))
        return sorted(spots[:count])

    def town_villages(self, government: str) -> list[tuple[str, str]]:
        """Kelurahan, whose offices are the government's own; their number begins with 1."""
        return [
            (code, name)
            for code, name in self.villages
            if code.startswith(f"{government}.") and code[9] == "1"
        ]

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        spots = list(self.spots.values())
        return {
            s.code: [
                o.code
                for o in sorted(
                    spots, key=lambda o: (rules.km(s.lat, s.lon, o.lat, o.lon), o.code)
                )[:9]
            ]
            for s in spots
        }

    def home_near(self, code: str, random: Random) -> Spot:
        """Where someone who works there lives: half of them in the same district."""
        near = self._near[code]
        return self.spots[near[0] if random.random() < 0.45 else random.choice(near)]
