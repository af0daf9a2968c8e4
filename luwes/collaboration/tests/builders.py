"""A government, a company with an agreement, their people, and a programme of both."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.collaboration.actions import claims, indicators, milestones, places, programmes
from luwes.collaboration.models import (
    Agreement,
    Claim,
    Milestone,
    Partner,
    PartnerDocument,
    Programme,
    ProgrammePartner,
    Representative,
)
from luwes.collaboration.photos import PhotoDraft
from luwes.collaboration.rules.alike import name_key
from luwes.core.periods import Period
from luwes.organisation.models import Agency, OrgUnit
from luwes.organisation.tests.builders import SINCE, a_unit, a_user, an_agency, an_area

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
TIME = Period(date(2026, 3, 1), date(2027, 1, 1))
MADE = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def a_partner(agency: Agency, name: str = "PT Rekaan Manis Indah", **values: Any) -> Partner:
    """Active, with the papers that a company must show."""
    made = Partner.objects.create(**{
        "kind": "company", "name": name, "name_key": name_key(name), "state": "active",
        "registered_by_agency": agency, "made_at": MADE, "made_by": a_user(),
    } | values)  # fmt: skip
    for kind in ("deed", "business_number", "tax_number"):
        PartnerDocument.objects.create(
            partner=made, kind=kind, period=SINCE, name="akta.pdf", size=3, sha256="0" * 64,
            added_at=MADE, added_by=made.made_by, checked_at=MADE, checked_by=made.made_by,
        )  # fmt: skip
    return made


def an_agreement(unit: OrgUnit, partner: Partner, **values: Any) -> Agreement:
    """Signed, for the time of the programmes here."""
    return Agreement.objects.create(**{
        "kind": "cooperation", "form": "third_party", "agency": unit.agency, "unit": unit,
        "partner": partner, "title": "Perbaikan jalan", "purpose": "Jalan mantap", "scope": "2,5 km",
        "period": TIME, "state": "signed", "signed_on": MADE.date(), "made_at": MADE,
        "made_by": a_user(),
    } | values)  # fmt: skip


def a_representative(partner: Partner, *, period: Period = SINCE, name: str = "Wakil Rekaan") -> User:  # fmt: skip
    user = a_user(name=name)
    Representative.objects.create(
        partner=partner, user=user, title="Direktur", may_sign=True, period=period, named_at=MADE,
        named_by=a_user(),
    )  # fmt: skip
    return user


def a_jpeg(*, on: str = "", at: tuple[float, float] | None = None, size: int = 64) -> bytes:
    """A photo as a phone makes it: with the day and the place, where they are given."""
    exif = Image.Exif()
    if on:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = on
    if at:
        gps = exif.get_ifd(IFD.GPSInfo)
        gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "S" if at[0] < 0 else "N", _parts(at[0])
        gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E" if at[1] > 0 else "W", _parts(at[1])
    out = io.BytesIO()
    Image.new("RGB", (size, size * 3 // 4), "peru").save(out, "JPEG", exif=exif)
    return out.getvalue()


def _parts(value: float) -> tuple[float, float, float]:
    return abs(value), 0.0, 0.0


def pictures(*files: bytes, on: date = TODAY) -> PhotoDraft:
    return PhotoDraft(files or (a_jpeg(),), "Ruas jalan", on)


class Scene:
    """The roads office leads, a company takes part; two milestones, one of each."""

    def __init__(self) -> None:
        self.area = an_area()
        self.agency = an_agency("Pemerintah Provinsi Rekaan")
        self.unit = a_unit("Dinas Bina Marga Rekaan", agency=self.agency, area=self.area)
        self.lead = self.officer("Sari Wulandari")
        self.colleague = self.officer("Bagus Prasetyo")
        self.partner = a_partner(self.agency)
        self.agreement = an_agreement(self.unit, self.partner)
        self.rep = a_representative(self.partner, name="Dewi Lestari")
        self.rep2 = a_representative(self.partner, name="Agus Salim")

    def officer(self, name: str) -> User:
        return a_user(Role.PROGRAMME_LEAD, scope_kind="unit", scope_id=self.unit.pk, name=name)

    def programme(self, name: str = "Jalan Tajab–Adijaya", **values: Any) -> Programme:
        draft = programmes.ProgrammeDraft(**{
            "name": name, "goal": "Jalan mantap dari Tajab ke Adijaya.",
            "summary": "Perusahaan membangun fondasi, dinas mengaspal.", "basis": "Kepgub 1/2026",
            "area": self.area, "period": TIME, "is_public": True,
        } | values)  # fmt: skip
        return programmes.draft(unit=self.unit, draft=draft, on=TODAY, now=NOW, by=self.lead)

    def joined(self, programme: Programme, agreement: Agreement | None = None) -> ProgrammePartner:
        return programmes.join(
            programme=programme, agreement=agreement or self.agreement,
            brings="Fondasi 2,5 km", on=TODAY, now=NOW, by=self.lead,
        )  # fmt: skip

    def milestone(self, programme: Programme, title: str, partner: ProgrammePartner | None = None, **values: Any) -> Milestone:  # fmt: skip
        return milestones.add(
            programme=programme, on=TODAY, by=self.lead,
            draft=self.milestone_draft(title, partner, **values),
        )  # fmt: skip

    def milestone_draft(self, title: str, partner: ProgrammePartner | None = None, **values: Any) -> milestones.MilestoneDraft:  # fmt: skip
        return milestones.MilestoneDraft(**{
            "title": title, "evidence": "Terlihat di lapangan", "partner": partner, "place": None,
            "due": date(2026, 6, 30), "weight": 1, "residents": True,
        } | values)  # fmt: skip

    def running(self) -> tuple[Programme, Milestone, Milestone]:
        """A programme under way; the company's foundation, then the government's asphalt."""
        programme = self.programme()
        indicators.add(
            programme=programme, on=TODAY, by=self.lead,
            measure=indicators.Measure("Jalan mantap", "km", Decimal(0), Decimal("2.5"), "Dinas"),
        )  # fmt: skip
        partner = self.joined(programme)
        place = places.add(
            programme=programme, spot=places.Spot("Tajab km 0", self.area, -5.0, 105.0), on=TODAY,
            by=self.lead,
        )  # fmt: skip
        base = self.milestone(programme, "Fondasi", partner, place=place)
        asphalt = self.milestone(programme, "Aspal", waits_for=[base])
        programmes.start(programme=programme, on=TODAY, by=self.lead)
        return programme, base, asphalt

    def claimed(self, milestone: Milestone, percent: int = 100, by: User | None = None, **values: Any) -> Claim:  # fmt: skip
        doer = self.rep if milestone.side == "partner" else self.lead
        return claims.claim(
            milestone=Milestone.objects.get(pk=milestone.pk), percent=percent, words="Sudah dikerjakan",
            pictures=values.pop("pictures", pictures()), by=by or doer,
            **{"on": TODAY, "now": NOW} | values,
        )  # fmt: skip

    def unbiased(self, programme: Programme, by: User) -> None:
        """Has said that no partner of the programme concerns them."""
        programme.no_conflict.get_or_create(user=by, defaults={"at": NOW})

    def verified(self, claim: Claim, percent: int | None = None, by: User | None = None, **values: Any) -> None:  # fmt: skip
        looker = self.lead if claim.side == "partner" else self.rep
        if claim.side == "partner":
            self.unbiased(claim.milestone.programme, by or looker)
        claims.verify(
            claim=Claim.objects.get(pk=claim.pk), words="Dilihat", by=by or looker,
            percent=claim.percent if percent is None else percent,
            pictures=values.pop("pictures", PhotoDraft((), "", TODAY)),
            **{"on": TODAY, "now": NOW} | values,
        )  # fmt: skip
