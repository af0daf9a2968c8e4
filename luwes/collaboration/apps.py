from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    name = "luwes.collaboration"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.collaboration.deeds import DEEDS, DETAILS

        deeds.add_all("collaboration", DEEDS, DETAILS)
        _programmes()


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
                "collaboration:measure_indicator", "collaboration:add_programme_place",
                "collaboration:add_milestone", "collaboration:milestone",
                "collaboration:edit_milestone", "collaboration:drop_milestone",
                "collaboration:claim", "collaboration:verify_claim",
                "collaboration:programme_voices", "collaboration:money", "collaboration:team",
            ),
        )
    )  # fmt: skip
