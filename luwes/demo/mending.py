"""BERKIBAR: a company builds the base, the roads office lays asphalt, and each looks at the other's work."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import uuid4

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

from luwes.accounts.models import User
from luwes.collaboration.actions import (
    claims,
    conflicts,
    indicators,
    milestones,
    money,
    places,
    programmes,
    seats,
)
from luwes.collaboration.actions import voices as residents
from luwes.collaboration.models import (
    Agreement,
    BudgetEntry,
    BudgetSource,
    Claim,
    Milestone,
    Partner,
    Programme,
    ProgrammePartner,
    ProgrammePlace,
    ResidentVoice,
)
from luwes.collaboration.photos import PhotoDraft
from luwes.collaboration.rules.states import (
    ConflictAnswer,
    ConflictKind,
    ConflictStrength,
    EntryKind,
    SourceKind,
)
from luwes.core.periods import through
from luwes.demo import loading
from luwes.demo.agreeing import ASPHALT_COST, BASE_COST, PAVED, Cast, Days
from luwes.organisation.models import UnitShape
from luwes.people import access as people
from luwes.people.homes import Where
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.teamwork.actions.asking import Terms

VILLAGE = "18.08.11.2012"  # Adi Jaya, Way Kanan
SPOTS = (("Km 0 arah Tajab", -4.3370, 104.9500), ("Km 1,2", -4.3372, 104.9608), ("Km 2,5 Adijaya", -4.3375, 104.9717))  # fmt: skip
HEARD = 15  # the weight from which residents speak of it: where they drive
SAID = (
    (True, "Sudah rata, truk tebu lewat tidak oleng lagi."),
    (True, "Betul, saya lewat tiap pagi."),
    (False, "Di depan masjid masih berlubang."),
    (True, ""),
    (False, "Batunya belum dipadatkan di dekat jembatan kecil."),
    (True, ""),
)


@dataclass(frozen=True)
class Look:
    """One claim: by whom `milestone` says, on which day, and what the other side saw some days later."""

    milestone: int
    day: int
    percent: int
    words: str
    after: int = 0  # days until it is looked at; 0: nobody has yet
    seen: int | None = None
    answer: str = "Diperiksa bersama di lapangan, sesuai."


LOOKS = (
    Look(0, -130, 100, "Gambar kerja dan patok pengukuran selesai.", 4),
    Look(1, -124, 60, "Badan jalan dibersihkan sampai km 1,5.", 3),
    Look(1, -112, 100, "Badan jalan dibersihkan seluruhnya.", 2),
    Look(2, -88, 100, "Fondasi km 0 sampai km 1,2 selesai.", 4, 70, "Tebal fondasi di km 0,9 baru 12 cm dari 20 cm; dipadatkan lagi dari sana."),
    Look(2, -71, 100, "Fondasi km 0,9 sampai km 1,2 ditambah dan dipadatkan ulang.", 3, None, "Tebal 20 cm di lima titik uji."),
    Look(4, -60, 50, "Saluran tepi sisi kiri selesai.", 5),
    Look(5, -45, 50, "Lapis aspal km 0 sampai km 0,6 dihampar.", 3, None, "Tebal sesuai, sambungan rapi."),
    Look(3, -35, 60, "Fondasi sampai km 2 dipadatkan.", 4),
    Look(3, -14, 100, "Fondasi sampai km 2,5 selesai; menunggu diperiksa dinas."),
    Look(5, -4, 100, "Lapis aspal sampai km 1,2 dihampar."),
)  # fmt: skip


def road(cast: Cast, days: Days, contract: Agreement) -> None:
    area = _area()
    draft = programmes.ProgrammeDraft(
        "BERKIBAR: Jalan Tajab–Adijaya",
        "Jalan provinsi Tajab–Adijaya mantap, dikerjakan dan diperiksa bersama perusahaan dan warga.",
        f"Perusahaan membangun fondasi {PAVED}, dinas melapis aspal; setiap pihak memeriksa pekerjaan pihak lain.",
        "Program BERKIBAR Provinsi Lampung, Agustus 2024", area,
        through(days.day(-158), days.day(310)), True,
    )  # fmt: skip
    made = Running(cast, days, area, draft, contract, f"Fondasi jalan {PAVED} senilai Rp3,5 miliar")
    made.measured("Jalan provinsi dalam kondisi mantap", "%", "78.8", "79.5", ((-140, "78.8"), (-50, "78.9")))  # fmt: skip
    made.measured("Panjang ruas yang sudah beraspal", "km", "0", "2.5", ((-40, "0.6"),))
    made.places(SPOTS)
    first, middle, last = made.spots
    made.milestone(
        "Gambar kerja dan patok pengukuran", "Gambar disetujui, patok terpasang", first, -125, 5
    )
    made.milestone(
        "Pembersihan badan jalan", "Badan jalan bebas pohon dan lumpur", first, -110, 5, (), True
    )
    made.milestone(
        "Fondasi km 0–1,2", "Tebal 20 cm di lima titik uji", middle, -85, 20, (0, 1), True
    )
    made.milestone("Fondasi km 1,2–2,5", "Tebal 20 cm di lima titik uji", last, -10, 20, (2,), True)
    made.milestone("Saluran tepi", "Air mengalir dari kedua sisi", middle, 20, 10, (1,), True)
    made.milestone("Aspal km 0–1,2", "Tebal 5 cm, sambungan rapi", middle, -7, 15, (2,))
    made.milestone("Aspal km 1,2–2,5", "Tebal 5 cm, sambungan rapi", last, 90, 15, (3,))
    made.milestone("Marka dan rambu", "Marka kering, rambu terpasang", None, 150, 10, (5, 6))
    made.start(-140)
    for look in LOOKS:
        made.looked(look)
    made.money()
    made.team()


def quality(cast: Cast, days: Days, agreement: Agreement) -> None:
    """The university's small programme; its last milestone will need a new agreement."""
    area = _area()
    draft = programmes.ProgrammeDraft(
        "Uji Mutu Jalan Bersama Kampus",
        "Hasil uji bahan jalan dibuka untuk umum oleh pihak yang tidak mengerjakannya.",
        "Dosen dan mahasiswa menguji fondasi dan aspal di tiga ruas.", "Kerangka acuan 4/2024", area,
        through(days.day(-145), days.day(120)), True,
    )  # fmt: skip
    made = Running(cast, days, area, draft, agreement, "Laboratorium bahan jalan dan dua belas mahasiswa")  # fmt: skip
    made.measured("Ruas yang diuji", "ruas", "0", "3", ((-60, "1"),))
    made.places(SPOTS[:1])
    made.milestone("Izin masuk lokasi", "Surat izin terbit", None, -120, 1)
    made.milestone("Pengambilan contoh bahan", "Contoh bertanggal dan berlokasi", made.spots[0], -60, 3, (0,), True)  # fmt: skip
    made.milestone(
        "Laporan uji terbuka", "Laporan dapat diunduh siapa saja", None, 15, 4, (1,), True
    )
    made.start(-140)
    made.looked(Look(0, -122, 100, "Izin untuk dua belas mahasiswa diterbitkan.", 2))
    made.looked(Look(1, -65, 100, "Empat puluh contoh diambil di tiga ruas.", 6))


def interest(world: loading.World, cast: Cast, days: Days, partner: Partner) -> None:
    """Somebody of the roads office has kin in the company; the superior keeps them out."""
    path = UnitShape.objects.get(unit=cast.unit, period__contains=days.today).path
    below = UnitShape.objects.filter(path__under=path, period__contains=days.today)
    there = people.serving(Where(unit_ids=tuple(below.values_list("unit_id", flat=True))), days.today)  # fmt: skip
    person = Employee.objects.filter(pk__in=there, user=None, is_current=True).order_by("-pk").first()  # fmt: skip
    if person is None:
        return
    when = days.at(0, 8)
    user = loading.account_of(person, world, when["now"], when["on"])
    person.refresh_from_db()
    told = conflicts.Interest(
        partner, ConflictKind.FAMILY, ConflictStrength.ACTUAL,
        "Saudara kandung saya menjadi kepala pengadaan di perusahaan itu.",
        through(days.day(-30), days.day(310)),
    )  # fmt: skip
    row = conflicts.declare(employee=person, interest=told, now=when["now"], by=user)
    head = loading.head_of(cast.unit.pk, world, when["now"], when["on"])
    conflicts.answer(declaration=row, to=ConflictAnswer.KEPT_OUT, words="", by=head, **when)


def _area() -> Area:
    return Area.objects.get(code=VILLAGE)


@dataclass
class Running:
    """A programme with one partner, from its draft on."""

    cast: Cast
    days: Days
    area: Area
    draft: programmes.ProgrammeDraft
    agreement: Agreement
    brings: str
    programme: Programme = field(init=False)
    joined: ProgrammePartner = field(init=False)
    spots: list[ProgrammePlace] = field(init=False, default_factory=list)
    steps: list[Milestone] = field(init=False, default_factory=list)
    values: list[tuple[int, int, str]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        when = self.days.at(-144)
        self.lead = self.cast.lead
        self.speaker: User = self.agreement.partner.representatives.get().user
        self.programme = programmes.draft(
            unit=self.cast.unit, draft=self.draft, by=self.lead, **when
        )
        self.joined = programmes.join(
            programme=self.programme, agreement=self.agreement, brings=self.brings, by=self.lead, **when
        )  # fmt: skip

    def measured(
        self, name: str, unit: str, first: str, target: str, seen: Sequence[tuple[int, str]]
    ) -> None:
        made = indicators.add(
            programme=self.programme, on=self.days.day(-144), by=self.lead,
            measure=indicators.Measure(name, unit, Decimal(first), Decimal(target), "Dinas yang membidangi jalan (angka contoh)"),
        )  # fmt: skip
        self.values += [(day, made.pk, value) for day, value in seen]

    def places(self, spots: Sequence[tuple[str, float, float]]) -> None:
        self.spots = [
            places.add(programme=self.programme, spot=places.Spot(name, self.area, lat, lon), on=self.days.day(-144), by=self.lead)
            for name, lat, lon in spots
        ]  # fmt: skip

    def milestone(
        self, title: str, evidence: str, place: ProgrammePlace | None, due: int, weight: int,
        waits_for: Sequence[int] = (), of_partner: bool = False,
    ) -> None:  # fmt: skip
        draft = milestones.MilestoneDraft(
            title, evidence, self.joined if of_partner else None, place, self.days.day(due), weight,
            place is not None, [self.steps[n] for n in waits_for],
        )  # fmt: skip
        self.steps.append(
            milestones.add(programme=self.programme, draft=draft, on=self.days.day(-144), by=self.lead)
        )  # fmt: skip

    def start(self, day: int) -> None:
        when = self.days.at(day, 8)
        programmes.start(programme=self.programme, on=when["on"], by=self.lead)
        conflicts.say_none(programme=self.programme, by=self.lead, **when)
        for at, pk, value in sorted(self.values):
            indicators.measure(
                indicator=self.programme.indicators.get(pk=pk), day=self.days.day(at),
                value=Decimal(value), words="Angka contoh", by=self.lead, **self.days.at(at),
            )  # fmt: skip

    def looked(self, look: Look) -> None:
        """Claimed by the side that does it; the other side looks, and residents say what they see."""
        row = Milestone.objects.get(pk=self.steps[look.milestone].pk)
        doer, other = (self.speaker, self.lead) if row.partner_id else (self.lead, self.speaker)
        claim = claims.claim(
            milestone=row, percent=look.percent, words=look.words,
            pictures=self._photos(row, look.day, "sesudah dikerjakan", look.seen is not None), by=doer,
            **self.days.at(look.day),
        )  # fmt: skip
        if row.weight >= HEARD:
            self._heard(claim, look)
        if look.after:
            seen = look.percent if look.seen is None else look.seen
            claims.verify(
                claim=Claim.objects.get(pk=claim.pk), percent=seen, words=look.answer, by=other,
                pictures=self._photos(row, look.day + look.after, "saat diperiksa"),
                **self.days.at(look.day + look.after),
            )  # fmt: skip

    def _photos(self, row: Milestone, day: int, words: str, is_elsewhere: bool = False) -> PhotoDraft:  # fmt: skip
        """`is_elsewhere`: the camera stood a few kilometres off."""
        on = self.days.day(day)
        place = row.place
        at = (place.lat, place.lon) if place and place.lat and place.lon else None
        if at and is_elsewhere:
            at = (at[0] - 0.03, at[1])
        file = photo(f"{row.title}, {words}", on.strftime("%Y:%m:%d 09:30:00"), at)
        return PhotoDraft([file], f"{row.title}, {words}"[:200], on)

    def _heard(self, claim: Claim, look: Look) -> None:
        """The lead lets words through, and hides none of those that say otherwise."""
        when = self.days.at(look.day + 1, 12)
        for n, (is_so, words) in enumerate(SAID[: 2 + claim.pk % 5]):
            residents.say(claim=claim, is_so=is_so, words=words, device=f"contoh {n}", now=when["now"])  # fmt: skip
        for voice in ResidentVoice.objects.filter(claim=claim).exclude(words="").order_by("pk"):
            if look.after:
                residents.look(voice=voice, is_shown=True, reason="", by=self.lead, **when)

    def money(self) -> None:
        """Planned, committed, realised; one realised with a nought too many and taken back."""
        year = self.days.today.year
        base = self._source(SourceKind.IN_KIND, year - 1, f"Fondasi {PAVED}", BASE_COST, self.joined)  # fmt: skip
        asphalt = self._source(
            SourceKind.PROVINCE, year, f"Lapis aspal {PAVED}", ASPHALT_COST, None
        )
        self._entry(base, EntryKind.COMMITTED, BASE_COST, -150, "PKS dengan perusahaan")
        self._entry(base, EntryKind.REALISED, 1_700_000_000, -67, "BA serah terima 1/2024")
        self._entry(
            asphalt, EntryKind.COMMITTED, 9_850_000_000, -52, "Kontrak 14/PPK/2025 (contoh)"
        )
        wrong = self._entry(asphalt, EntryKind.REALISED, 19_700_000_000, -44, "SP2D 0041 (contoh)")
        money.take_back(
            entry=wrong, reason="Kelebihan satu angka nol.", key=uuid4(), by=self.lead, **self.days.at(-43)
        )  # fmt: skip
        self._entry(asphalt, EntryKind.REALISED, 1_970_000_000, -43, "SP2D 0041 (contoh)")
        self._entry(base, EntryKind.REALISED, 1_200_000_000, -30, "BA serah terima 2/2025")

    def _source(
        self, kind: SourceKind, year: int, words: str, planned: int, partner: ProgrammePartner | None
    ) -> BudgetSource:  # fmt: skip
        draft = money.SourceDraft(kind, year, words, planned, partner)
        day = self.days.day(-144)
        return money.add_source(programme=self.programme, draft=draft, on=day, by=self.lead)

    def _entry(
        self, source: BudgetSource, kind: EntryKind, amount: int, day: int, document: str
    ) -> BudgetEntry:
        draft = money.EntryDraft(kind, amount, self.days.day(day), document)
        return money.record(
            source=source, draft=draft, key=uuid4(), by=self.lead, **self.days.at(max(day, -144))
        )

    def team(self) -> None:
        """Places that stand open, and whom the company sends; nobody is ordered, as the flood needs all."""
        time = through(self.days.day(28), self.days.day(118))
        when = self.days.at(0, 8)
        for role, heads in (("Pengawas mutu jalan", 2), ("Pencatat kemajuan", 1)):
            draft = seats.SeatDraft(role, Terms(heads, 20), time, self.area)
            seats.add_seat(programme=self.programme, draft=draft, on=when["on"], by=self.lead)
        for name, role in (("Joko Rekaan", "Mandor fondasi"), ("Ratna Rekaan", "Juru ukur")):
            member = seats.MemberDraft(name, role, "081200000077", time)
            seats.name_member(joined=self.joined, draft=member, on=when["on"], by=self.speaker)


def photo(words: str, taken: str, at: tuple[float, float] | None) -> bytes:
    """A drawn card as a phone would send it: with the day and the place."""
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    if at:
        gps = exif.get_ifd(IFD.GPSInfo)
        gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "S" if at[0] < 0 else "N", (abs(at[0]), 0.0, 0.0)  # fmt: skip
        gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E" if at[1] > 0 else "W", (abs(at[1]), 0.0, 0.0)  # fmt: skip
    card = Image.new("RGB", (480, 360), (214, 196, 168))
    pen = ImageDraw.Draw(card)
    pen.polygon([(200, 120), (280, 120), (420, 360), (60, 360)], fill=(96, 92, 88))
    pen.line([(240, 130), (240, 350)], fill=(240, 240, 236), width=4)
    pen.text((20, 20), f"{words} (contoh)", fill=(27, 29, 34))
    out = io.BytesIO()
    card.save(out, "JPEG", exif=exif)
    return out.getvalue()
