from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    name = "luwes.collaboration"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.collaboration.deeds import DEEDS, DETAILS

        deeds.add_all("collaboration", DEEDS, DETAILS)
        _partners()
        _programmes()
        _conflicts()
        _owner()
        _menu()


def _programmes() -> None:
    from luwes.collaboration import facts
    from luwes.collaboration import programme_messages as messages
    from luwes.collaboration import programme_panels as panels
    from luwes.core.facts import listen
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.ui import home
    from luwes.ui.menu import MenuEntry, add
    from luwes.ui.search import searchers

    for key, label in (
        ("collaboration.claimed", _("Klaim kemajuan menunggu pemeriksaan")),
        ("collaboration.verified", _("Hasil pemeriksaan klaim")),
        ("collaboration.may_begin", _("Tonggak dapat dimulai")),
    ):
        kinds.add(MessageKind(key, label))
    listen(facts.Claimed, messages.claimed)
    listen(facts.Verified, messages.verified)
    listen(facts.MilestoneReached, messages.reached)
    home.waiting.add(home.WaitingKind("programme claims", panels.to_verify))
    home.waiting.add(home.WaitingKind("programme words", panels.words))
    searchers.add(panels.searcher())
    add(
        MenuEntry(
            "programmes", _("Program"), "work", "collaboration:programmes", order=40,
            visible=panels.has_programmes,
            covers=(
                "collaboration:programmes", "collaboration:programme", "collaboration:new_programme",
                "collaboration:edit_programme", "collaboration:close_programme",
                "collaboration:join_programme", "collaboration:add_indicator",
                "collaboration:measure_indicator", "collaboration:change_indicator",
                "collaboration:correct_value", "collaboration:add_programme_place",
                "collaboration:change_place",
                "collaboration:add_milestone", "collaboration:milestone",
                "collaboration:edit_milestone", "collaboration:drop_milestone",
                "collaboration:claim", "collaboration:verify_claim",
                "collaboration:programme_voices", "collaboration:money", "collaboration:team",
            ),
        )
    )  # fmt: skip


def _partners() -> None:
    from luwes.collaboration import access, facts, letter_kinds, messages, panels, search
    from luwes.core.facts import listen
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import kinds as letter_kinds_of_house
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.ui import home
    from luwes.ui.search import searchers

    for key, label in (
        ("partner", _("Mitra dan dokumennya")),
        ("agreement", _("Perjanjian dengan mitra")),
        ("obligation", _("Kewajiban dalam perjanjian")),
    ):
        kinds.add(MessageKind(f"collaboration.{key}", label))
    for kind in letter_kinds.ALL:
        letter_kinds_of_house.add(kind)
    listen(facts.PartnerChecked, messages.partner_checked)
    listen(facts.PaperEnds, messages.paper_ends)
    listen(facts.RepresentativeNamed, messages.representative_named)
    listen(facts.AgreementMoved, messages.agreement_moved)
    listen(facts.PartnerSigned, messages.partner_signed)
    listen(facts.AgreementEnds, messages.agreement_ends)
    listen(facts.Lapsed, messages.lapsed)
    listen(facts.ObligationDue, messages.obligation_due)
    listen(facts.ObligationMoved, messages.obligation_moved)
    readable_by.add(Reader("agreements", access.readable_letters))
    for name, find in (
        ("secretariat", panels.secretariat), ("signatures", panels.signatures),
        ("representative", panels.representative),
    ):  # fmt: skip
        home.waiting.add(home.WaitingKind(f"cooperation {name}", find))
    searchers.add(search.partner_searcher())
    searchers.add(search.agreement_searcher())


def _menu() -> None:
    from luwes.collaboration import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "partners", _("Mitra dan perjanjian"), "link", "collaboration:partners", order=38,
            visible=access.has_partners,
            covers=(
                "collaboration:partners", "collaboration:partner", "collaboration:new_partner",
                "collaboration:edit_partner", "collaboration:merge_partner",
                "collaboration:new_representative", "collaboration:agreements",
                "collaboration:agreement", "collaboration:new_agreement",
                "collaboration:edit_agreement",
            ),
        )
    )  # fmt: skip


def _conflicts() -> None:
    from luwes.collaboration import conflict_messages, conflict_panels, facts
    from luwes.core.facts import listen
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.people import profile
    from luwes.ui import home

    kinds.add(MessageKind("collaboration.conflict", _("Benturan kepentingan")))
    listen(facts.ConflictDeclared, conflict_messages.conflict_declared)
    listen(facts.ConflictAnswered, conflict_messages.conflict_answered)
    home.waiting.add(home.WaitingKind("conflicts in teams", conflict_panels.to_relieve))
    profile.panels.add(
        profile.Panel(
            "conflicts", 60, "collaboration/parts/own_conflicts.html", conflict_panels.own,
            side=True,
        )
    )  # fmt: skip


def _owner() -> None:
    from luwes.collaboration import access, owning
    from luwes.staffing import owners

    owners.kinds.add(
        owners.OwnerKind(
            owning.PROGRAMME, load=owning.load, agency_ids=owning.agencies, label=owning.label,
            may_view=access.oversees_team, may_plan=access.manages_team, named=owning.named,
            is_programme=True, opens_to_members=True, barred=owning.barred, hindrance=owning.hindrance,
            left_out=owning.left_out,
        )
    )  # fmt: skip
