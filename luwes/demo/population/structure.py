"""Builds a government's units and seats, so that units have sensible sizes whatever its size."""

from random import Random

from luwes.demo.population import titles
from luwes.demo.population.geography import Geography
from luwes.demo.population.model import Government, Seat, Spot, Structure, Unit
from luwes.demo.population.offices import OFFICES, WARDS, Office
from luwes.demo.population.titles import Title
from luwes.organisation.rules import AgencyKind, PositionKind, UnitKind

TOP, ADMINISTRATOR, SUPERVISOR = (
    PositionKind.TOP_LEADER, PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR,
)  # fmt: skip
SECTION = UnitKind.SECTION
LEAST_OFFICE, LEAST_SECTION, LARGE_SECTION, LEAST_DISTRICT = 6, 7, 26, 5

ESSENTIAL = 4  # the first offices: without them there is no story

# Shares of everyone: offices, schools, health centres, hospitals, district and village offices.
SHARES = {
    AgencyKind.PROVINCE: {"offices": 42, "schools": 46, "hospitals": 12},
    AgencyKind.CITY: {"offices": 30, "schools": 40, "clinics": 13, "hospitals": 7, "districts": 10},
    AgencyKind.REGENCY: {
        "offices": 27,
        "schools": 46,
        "clinics": 14,
        "hospitals": 6,
        "districts": 7,
    },
}
TINY = {
    AgencyKind.PROVINCE: {"setda": 5, "bkd": 4, "bpbd": 6, "dinsos": 4},
    AgencyKind.CITY: {"setda": 3, "bpbd": 6, "dinsos": 5},
}


def share_out(total: int, weights: list[int]) -> list[int]:
    """Whole numbers in the proportion of the weights that sum to the total."""
    whole = sum(weights)
    parts = [total * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda n: -(total * weights[n] % whole))
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts


class Builder:
    """Grows one government's structure; every method adds exactly the people it is given."""

    def __init__(self, government: Government, geography: Geography, random: Random) -> None:
        self.government = government
        self.geography = geography
        self.random = random
        self.out = Structure(government)
        self.districts = geography.districts_of(government.code)
        self.offices: dict[str, Unit] = {}

    def build(self) -> Structure:
        if self.government.headcount < 120:
            self._tiny()
        else:
            shares = SHARES[self.government.kind]
            parts = share_out(self.government.headcount, list(shares.values()))
            build = {
                "offices": self._offices,
                "schools": self._schools,
                "clinics": self._clinics,
                "hospitals": self._hospitals,
                "districts": self._districts,
            }
            for part, count in zip(shares, parts, strict=True):
                build[part](count)
        assert len(self.out.seats) == self.government.headcount
        return self.out

    # ── small pieces ─────────────────────────────────────────────────

    def _unit(self, code: str, name: str, parent: Unit | None, kind: UnitKind, spot: Spot) -> Unit:
        unit = Unit(
            f"{self.government.slug}-{code}", name, parent.code if parent else "", kind, spot.code
        )
        self.out.units.append(unit)
        return unit

    def _sit(self, unit: Unit, title: Title, *, leads: bool = False) -> None:
        self.out.seats.append(Seat(unit, title, leads))

    def _staff(self, unit: Unit, mix: dict[str, int], count: int) -> None:
        for title in titles.pick(mix, count, self.random):
            self._sit(unit, title)

    def _sizes(self, total: int, count: int) -> list[int]:
        """`count` sizes around the same, a third up or down."""
        return share_out(total, [self.random.randint(70, 130) for _ in range(count)])

    # ── offices ──────────────────────────────────────────────────────

    def _tiny(self) -> None:
        """The 50-person province: one of each kind of unit that the story needs."""
        sizes = TINY[self.government.kind]
        left = self.government.headcount - sum(sizes.values())
        for office in OFFICES:
            if office.key in sizes:
                self._office(office, sizes[office.key])
        clinics = 0 if self.government.kind is AgencyKind.PROVINCE else left // 2
        self._hospital("rsud", "RSUD", left - clinics)
        if clinics:
            self._clinic("pkm1", "Puskesmas Rajabasa", self.geography.spot("18.71.10"), clinics)

    def _offices(self, count: int) -> None:
        weight = {o.key: getattr(o, self.government.kind.value) for o in OFFICES}
        chosen = [o for o in OFFICES if weight[o.key]]
        while True:
            sizes = share_out(count, [weight[o.key] for o in chosen])
            small = [o for o, size in zip(chosen, sizes, strict=True) if size < LEAST_OFFICE]
            spare = [o for o in small if o not in OFFICES[:ESSENTIAL]] or chosen[ESSENTIAL:]
            if not small or not spare:
                break
            chosen.remove(spare[-1])
        for office, size in zip(chosen, sizes, strict=True):
            self._office(office, size)

    def _office(self, office: Office, count: int) -> None:
        """An office: its head, a secretariat and sections as far as its size allows."""
        spot = self.geography.office_spot(self.government.code, self.random)
        name = f"{office.name} {self.government.short}"
        unit = self._unit(office.key, name, None, office.kind, spot)
        self.offices[office.key] = unit
        self._sit(unit, self._office_head(office), leads=True)
        mix = titles.MIXES[office.mix]
        sections = self._section_names(office, count - 1)
        if not sections:
            self._staff(unit, mix, count - 1)
            return
        own = (count - 1) // 8
        if office.key == "setda" and count >= 40:
            own = self._assistants(unit)
        else:
            self._staff(unit, mix, own)
        sizes = self._sizes(count - 1 - own, len(sections))
        for n, ((section, head), size) in enumerate(zip(sections, sizes, strict=True), start=1):
            of = titles.MIXES["office"] if section == "Sekretariat" else mix
            self._section(f"{office.key}-{n}", section, head, unit, spot, of, size)

    def _office_head(self, office: Office) -> Title:
        top = office.key == "setda" and self.government.kind is AgencyKind.PROVINCE
        return titles.leader(office.head, TOP, "madya" if top else "pratama", 16 if top else 14)

    def _assistants(self, unit: Unit) -> int:
        names = ("Pemerintahan dan Kesejahteraan Rakyat", "Perekonomian dan Pembangunan", "Administrasi Umum")  # fmt: skip
        for name in names:
            self._sit(unit, titles.leader(f"Asisten {name}", TOP, "pratama", 15))
        return len(names)

    def _section_names(self, office: Office, count: int) -> list[tuple[str, Title]]:
        """Names and heads of as many sections as `count` people can fill."""
        large = office.key == "setda" and self.government.kind is AgencyKind.PROVINCE
        word = "Biro" if large else office.section_word
        kind, level = (TOP, "pratama") if large else (ADMINISTRATOR, "")
        named = []
        for name in office.sections:
            full = f"{word} {name}"
            head = full if word == "Inspektur Pembantu" else f"Kepala {full}"
            named.append((full, titles.leader(head, kind, level)))
        if office.section_word == "Bidang":
            of = office.head.removeprefix("Kepala ").removeprefix("Pelaksana ")
            named.insert(1, ("Sekretariat", titles.leader(f"Sekretaris {of}", ADMINISTRATOR)))
        return named[: count // LEAST_SECTION]

    def _section(
        self,
        code: str,
        name: str,
        head: Title,
        above: Unit,
        spot: Spot,
        mix: dict[str, int],
        count: int,
    ) -> None:
        """A section with its head (now and then a vacant post) and subsections when it is large."""
        unit = self._unit(code, name, above, SECTION, spot)
        if self.random.random() < 0.03:
            self.out.vacant.append(Seat(unit, head, leads=True))
        else:
            self._sit(unit, head, leads=True)
            count -= 1
        if count < LARGE_SECTION:
            self._staff(unit, mix, count)
            return
        words = ("Umum dan Kepegawaian", "Keuangan", "Perencanaan") if name == "Sekretariat" else ("I", "II", "III", "IV", "V", "VI")  # fmt: skip
        pieces = min(len(words), max(2, count // 18))
        for n, size in enumerate(self._sizes(count, pieces)):
            kind = "Subbagian" if name == "Sekretariat" or name.startswith(("Biro", "Bagian")) else "Seksi"  # fmt: skip
            base = "" if name == "Sekretariat" else f"{name.partition(' ')[2]} "
            full = f"{kind} {base}{words[n]}"
            sub = self._unit(f"{code}-{n + 1}", full, unit, SECTION, spot)
            self._sit(sub, titles.leader(f"Kepala {full}", SUPERVISOR), leads=True)
            self._staff(sub, mix, size - 1)

    # ── places of service ────────────────────────────────────────────

    def _under(self, office: str) -> Unit | None:
        """The office that runs schools or, hospitals among them (PP 72/2019), places of care."""
        return self.offices.get(office)

    def _schools(self, count: int) -> None:
        provincial = self.government.kind is AgencyKind.PROVINCE
        kinds = ("SMA Negeri", "SMK Negeri", "SMA Negeri") if provincial else ("SD Negeri", "SD Negeri", "SMP Negeri")  # fmt: skip
        number = max(1, round(count / (38 if provincial else 20)))
        sizes = share_out(count, [
            self.random.randint(75, 125) * (10 if provincial or n % 3 < 2 else 22) for n in range(number)
        ])  # fmt: skip
        spots = self.geography.spread(self.government.code, number, self.random)
        seen: dict[str, int] = {}
        above = self._under("disdik")
        for n, (spot, size) in enumerate(zip(spots, sizes, strict=True)):
            label = f"{kinds[n % 3]} {{}} {spot.name}"
            seen[label] = seen.get(label, 0) + 1
            unit = self._unit(
                f"skl{n + 1}", label.format(seen[label]), above, UnitKind.SCHOOL, spot
            )
            head = Title(
                "Kepala Sekolah", PositionKind.EXPERT, "madya", 11, "pimpinan", "headteacher"
            )
            self._sit(unit, head, leads=True)
            self._staff(unit, titles.MIXES["school"], size - 1)

    def _clinics(self, count: int) -> None:
        number = max(1, min(len(self.districts), count // 8), round(count / 42))
        spots = self.geography.spread(self.government.code, number, self.random)
        seen: dict[str, int] = {}
        for n, (spot, size) in enumerate(zip(spots, self._sizes(count, number), strict=True)):
            seen[spot.code] = seen.get(spot.code, 0) + 1
            more = f" {'I' * seen[spot.code]}" if seen[spot.code] > 1 else ""
            self._clinic(f"pkm{n + 1}", f"Puskesmas {spot.name}{more}", spot, size)

    def _clinic(self, code: str, name: str, spot: Spot, size: int) -> None:
        unit = self._unit(code, name, self._under("dinkes"), UnitKind.HEALTH_CENTRE, spot)
        self._sit(unit, titles.leader("Kepala UPTD Puskesmas", SUPERVISOR), leads=True)
        large = size >= LEAST_SECTION
        mix = dict(titles.MIXES["puskesmas" if large else "small_clinic"])
        if large and spot.code in self.geography.NORTH:
            # The story: nurses are few where the water stands highest.
            mix["perawat"], mix["ners"] = mix["perawat"] * 2 // 5, mix["ners"] * 2 // 5
        self._staff(unit, mix, size - 1)

    def _hospitals(self, count: int) -> None:
        if self.government.kind is not AgencyKind.PROVINCE:
            self._hospital("rsud", "RSUD", count)
            return
        general, mental = share_out(count, [82, 18])
        self._hospital("rsud", "RSUD", general)
        self._hospital(
            "rsj", "Rumah Sakit Jiwa", mental, (("Instalasi Rawat Jiwa", "mental_hospital", 1),)
        )

    def _hospital(
        self, code: str, name: str, count: int, wards: tuple[tuple[str, str, int], ...] = WARDS
    ) -> None:
        spot = self.geography.office_spot(self.government.code, self.random)
        full = f"{name} {self.government.short}"
        unit = self._unit(code, full, self._under("dinkes"), UnitKind.HOSPITAL, spot)
        large = self.government.kind is AgencyKind.PROVINCE
        head = titles.leader(
            f"Direktur {name}", TOP if large else ADMINISTRATOR, "pratama" if large else ""
        )
        self._sit(unit, head, leads=True)
        if count < 40:
            self._staff(unit, titles.MIXES["small_hospital"], count - 1)
            return
        pieces: list[tuple[str, str, int]] = []
        for (ward, mix, _), size in zip(
            wards, share_out(count - 1, [w for *_, w in wards]), strict=True
        ):
            split = -(-size // 55)
            for n, part in enumerate(share_out(size, [1] * split), start=1):
                pieces.append((f"{ward} {n}" if split > 1 else ward, mix, part))
        for n, (ward, mix, size) in enumerate(pieces, start=1):
            head = titles.leader(f"Kepala {ward}", SUPERVISOR)
            part_unit = self._unit(f"{code}-{n}", ward, unit, SECTION, spot)
            self._sit(part_unit, head, leads=True)
            self._staff(part_unit, titles.MIXES[mix], size - 1)

    def _districts(self, count: int) -> None:
        """District offices, and village offices (kelurahan) below as far as people reach."""
        number = min(len(self.districts), max(1, count // LEAST_DISTRICT))
        spots = sorted(self.random.sample(self.districts, number))
        base = min(14, max(LEAST_DISTRICT, count // number // 2))
        below = {spot.code for spot in spots}
        villages = [
            v for v in self.geography.town_villages(self.government.code) if v[0][:8] in below
        ]
        villages = sorted(
            self.random.sample(
                villages, min(len(villages), (count - base * number) // LEAST_DISTRICT)
            )
        )
        sizes = share_out(count, [base] * number + [min(base, 8)] * len(villages))
        offices = {
            spot.code: self._district(spot, size) for spot, size in zip(spots, sizes, strict=False)
        }
        for (code, name), size in zip(villages, sizes[number:], strict=True):
            self._village(code, name, offices[code[:8]], size)

    def _district(self, spot: Spot, size: int) -> Unit:
        unit = self._unit(
            f"kec{spot.code[-2:]}", f"Kecamatan {spot.name}", None, UnitKind.DISTRICT_OFFICE, spot
        )
        self._sit(unit, titles.leader("Camat", ADMINISTRATOR, job_class=12), leads=True)
        posts = ("Seksi Pemerintahan", "Seksi Ketenteraman dan Ketertiban", "Seksi Kesejahteraan Sosial", "Subbagian Umum")  # fmt: skip
        if size >= 8:
            self._sit(unit, titles.leader("Sekretaris Kecamatan", ADMINISTRATOR))
        taken = 2 if size >= 8 else 1
        for post in posts[: max(0, (size - 6) // 2)]:
            self._sit(unit, titles.leader(f"Kepala {post}", SUPERVISOR))
            taken += 1
        self._staff(unit, titles.MIXES["district"], size - taken)
        return unit

    def _village(self, code: str, name: str, above: Unit, size: int) -> None:
        spot = self.geography.spot(code[:8])
        label = f"kel{code[6:8]}{code[-4:]}"
        unit = self._unit(label, f"Kelurahan {name}", above, UnitKind.VILLAGE_OFFICE, spot)
        self._sit(unit, titles.leader("Lurah", SUPERVISOR), leads=True)
        self._staff(unit, titles.MIXES["district"], size - 1)
