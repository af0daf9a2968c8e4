"""A partner, an agreement, and a programme of both."""

from datetime import date
from functools import cached_property
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from luwes.accounts.models import User
from luwes.collaboration.models import (
    Agreement,
    BudgetEntry,
    BudgetSource,
    Claim,
    ConflictDeclaration,
    IndicatorValue,
    Milestone,
    Partner,
    PartnerDocument,
    PartnerMember,
    Programme,
    ProgrammePartner,
    ProgrammePhoto,
    ProgrammePlace,
    ProgrammeSeat,
    Representative,
)
from luwes.collaboration.tests.builders import an_agreement
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from tests.guards.worlds.ground import LONG_AGO, Ground


class Collaboration(Ground):
    @cached_property
    def partner(self) -> Partner:
        """Of the government here, checked."""
        return Partner.objects.create(
            kind="company", name="PT Rekaan", name_key="rekaan", state="active", made_at=LONG_AGO,
            registered_by_agency=self.here.agency, made_by=self.planner,
        )  # fmt: skip

    @cached_property
    def representative(self) -> User:
        """Speaks for the partner, and is nothing else in the house."""
        return self._speaks_for(self.partner)

    @cached_property
    def other_representative(self) -> User:
        """Speaks for another partner of the government here, which has no part in anything."""
        partner = Partner.objects.create(
            kind="company", name="PT Lain Rekaan", name_key="lain rekaan", state="active",
            made_at=LONG_AGO, registered_by_agency=self.here.agency, made_by=self.planner,
        )  # fmt: skip
        return self._speaks_for(partner)

    def _speaks_for(self, partner: Partner) -> User:
        user = a_user()
        Representative.objects.create(
            partner=partner, user=user, title="Direktur", may_sign=True, named_at=LONG_AGO,
            named_by=self.planner, period=Period(date(2025, 1, 1)),
        )  # fmt: skip
        return user

    @cached_property
    def partner_paper(self) -> PartnerDocument:
        row = PartnerDocument(
            partner=self.agreement.partner, kind="deed", period=Period(date(2025, 1, 1)), name="akta.pdf",
            size=3, sha256="0" * 64, added_at=LONG_AGO, added_by=self.planner,
        )  # fmt: skip
        row.file.save("akta.pdf", ContentFile(b"pdf"), save=False)
        row.save()
        return row

    @cached_property
    def agreement(self) -> Agreement:
        """Offered to the partner by the unit here."""
        return Agreement.objects.create(
            kind="understanding", form="third_party", agency=self.here.agency, unit=self.here.unit,
            partner=self.partner, title="Rekaan", purpose="Jalan", scope="Jalan", state="offered",
            period=self.today, made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip

    @cached_property
    def joined(self) -> ProgrammePartner:
        return self.programme.partners.get()

    @cached_property
    def partner_member(self) -> PartnerMember:
        return PartnerMember.objects.create(
            partner=self.joined, name="Budi Rekaan", role="Manajer", period=self.today
        )

    @cached_property
    def programme_seat(self) -> ProgrammeSeat:
        need = self._place("programme", self.programme.pk)
        return ProgrammeSeat.objects.create(programme=self.programme, need=need)

    @cached_property
    def budget_entry(self) -> BudgetEntry:
        source = BudgetSource.objects.create(
            programme=self.programme, kind="province", year=2025, words="Aspal", planned=10
        )
        return BudgetEntry.objects.create(
            source=source, kind="realised", amount=5, on=LONG_AGO.date(), document="K-1", key=uuid4(),
            at=LONG_AGO, by=self.planner,
        )  # fmt: skip

    @cached_property
    def declaration(self) -> ConflictDeclaration:
        """Of the employee here; who wrote it for them is nobody who knocks."""
        return ConflictDeclaration.objects.create(
            employee=self.here.employee, partner=self.partner, kind="family", strength="potential",
            words="Adik", period=self.today, declared_at=LONG_AGO, declared_by=self.planner,
        )  # fmt: skip

    @cached_property
    def programme(self) -> Programme:
        """Of the unit here, under way and public, with a milestone of each side."""
        side = self.here
        row = Programme.objects.create(
            agency=side.agency, unit=side.unit, slug="program-rekaan", name="Rekaan", goal="Mantap",
            basis="SK", area=self.area, period=self.today, state="running", is_public=True,
            made_at=LONG_AGO, made_by=self.planner,
        )  # fmt: skip
        row.agencies.add(side.agency)
        joined = row.partners.create(
            partner=self.partner, agreement=an_agreement(side.unit, self.partner), brings="Fondasi",
            joined_at=LONG_AGO, joined_by=self.planner,
        )  # fmt: skip
        for order, doer in enumerate((None, joined), start=1):
            row.milestones.create(
                order=order, title=f"Tonggak {order}", evidence="Terlihat", partner=doer,
                side="partner" if doer else "government", due=timezone.localdate(),
            )  # fmt: skip
        return row

    def milestone_of(self, side: str) -> Milestone:
        return self.programme.milestones.get(side=side)

    @cached_property
    def partner_claim(self) -> Claim:
        """Waits for the government."""
        return self._claimed("partner")

    @cached_property
    def own_claim(self) -> Claim:
        return self._claimed("government")

    def _claimed(self, side: str) -> Claim:
        return self.milestone_of(side).claims.create(
            percent=40, words="Sudah", side=side, at=LONG_AGO, by=self.planner
        )

    @cached_property
    def programme_photo(self) -> ProgrammePhoto:
        """Of a claim that the other side has looked at."""
        claim = self.partner_claim
        claim.state = "verified"
        claim.save()
        row = ProgrammePhoto(
            programme=self.programme, claim=claim, width=3, height=3, words="Fondasi",
            on=timezone.localdate(), at=LONG_AGO, by=self.planner,
        )  # fmt: skip
        row.image.save("foto.jpg", ContentFile(b"jpg"), save=True)
        return row

    @cached_property
    def indicator_value(self) -> IndicatorValue:
        indicator = self.programme.indicators.create(
            name="Jembatan", unit_name="buah", baseline=0, target=2, source="Dinas"
        )
        return indicator.values.create(on=LONG_AGO.date(), value=1, at=LONG_AGO, by=self.planner)

    @cached_property
    def programme_place(self) -> ProgrammePlace:
        return self.programme.places.create(area=self.area, name="Tajab km 0")
