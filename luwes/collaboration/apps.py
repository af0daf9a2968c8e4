from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    name = "luwes.collaboration"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.collaboration import conflict_messages, conflict_panels, facts
        from luwes.collaboration.deeds import DEEDS, DETAILS
        from luwes.core.facts import listen
        from luwes.notifications.kinds import MessageKind, kinds
        from luwes.people import profile
        from luwes.ui import home

        deeds.add_all("collaboration", DEEDS, DETAILS)
        kinds.add(MessageKind("collaboration.conflict", _("Benturan kepentingan")))
        listen(facts.ConflictDeclared, conflict_messages.conflict_declared)
        listen(facts.ConflictAnswered, conflict_messages.conflict_answered)
        home.waiting.add(home.WaitingKind("conflicts to answer", conflict_panels.to_answer))
        home.waiting.add(home.WaitingKind("conflicts in teams", conflict_panels.to_relieve))
        profile.panels.add(
            profile.Panel(
                "conflicts", 60, "collaboration/parts/own_conflicts.html", conflict_panels.own,
                side=True,
            )
        )  # fmt: skip
        _owner()


def _owner() -> None:
    from luwes.collaboration import access, owning
    from luwes.staffing import owners

    owners.kinds.add(
        owners.OwnerKind(
            owning.PROGRAMME, load=owning.load, agency_ids=owning.agencies, label=owning.label,
            may_view=access.oversees_team, may_plan=access.manages_team, named=owning.named,
            seen=lambda _user: [], led=lambda _user: [], concerning=lambda _agency: [],
            is_programme=True, barred=owning.barred, hindrance=owning.hindrance,
        )
    )  # fmt: skip
