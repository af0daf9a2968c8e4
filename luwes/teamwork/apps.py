from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamworkConfig(AppConfig):
    name = "luwes.teamwork"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.core.facts import listen
        from luwes.letters.access import Reader, readable_by
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.people import profile
        from luwes.staffing import facts as staffing
        from luwes.teamwork import access, facts, messages, panels
        from luwes.teamwork.actions import following
        from luwes.teamwork.deeds import DEEDS, DETAILS
        from luwes.ui import home

        deeds.add_all("teamwork", DEEDS, DETAILS)
        for key, label in (
            ("teamwork.asked", _("Persetujuan atasan diminta")),
            ("teamwork.answered", _("Kabar lamaran")),
            ("teamwork.consented", _("Jawaban atasan calon")),
            ("teamwork.suggested", _("Peluang yang cocok")),
            ("teamwork.input", _("Masukan ketua tim")),
        ):
            kinds.add(MessageKind(key, label))
        listen(facts.Applied, messages.applied)
        listen(facts.Answered, messages.answered)
        listen(facts.Suggested, messages.suggested)
        listen(facts.InputGiven, messages.input_given)
        listen(facts.InputAnswered, messages.input_answered)
        listen(staffing.Ordered, following.ordered)
        listen(staffing.Declined, following.not_serving)
        listen(staffing.Withdrawn, following.not_serving)
        listen(staffing.Ended, following.ended)
        listen(staffing.OrderChanged, following.order_changed)
        readable_by.add(Reader("teamwork", access.readable_letters))
        home.waiting.add(home.WaitingKind("teamwork consents", panels.consents))
        home.waiting.add(home.WaitingKind("teamwork choices", panels.choices))
        profile.panels.add(
            profile.Panel("team inputs", 32, "teamwork/parts/inputs.html", panels.inputs, side=True)
        )
        _owners()
        _menu()


def _owners() -> None:
    from luwes.staffing import owners
    from luwes.teamwork import owning, rules

    owners.kinds.add(
        owners.OwnerKind(
            rules.TEAM, load=owning.team, agency_ids=owning.team_agencies,
            label=owning.team_label, may_view=owning.may_view_team, may_plan=owning.may_plan_team,
            named=owning.teams_named, by_choice=True, opens_to_members=True, learns=owning.learns,
        )
    )  # fmt: skip
    owners.kinds.add(
        owners.OwnerKind(
            rules.OPPORTUNITY, load=owning.opportunity, agency_ids=owning.opportunity_agencies,
            label=owning.opportunity_label, may_view=owning.may_view_opportunity,
            may_plan=owning.may_plan_opportunity, named=owning.opportunities_named,
            by_choice=True, opens_to_members=True, learns=owning.learns,
        )
    )  # fmt: skip


def _menu() -> None:
    from luwes.teamwork import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "opportunities", _("Peluang"), "compass", "teamwork:opportunities", order=7,
            visible=access.has_opportunities,
            covers=("teamwork:opportunities", "teamwork:opportunity", "teamwork:mine", "teamwork:new_opportunity", "teamwork:edit_opportunity"),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "teams", _("Tim kerja"), "add-user", "teamwork:teams", order=37,
            visible=access.forms_or_decides, covers=("teamwork",),
        )
    )  # fmt: skip
