from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "luwes.appointments"
    verbose_name = "pengangkatan"

    def ready(self) -> None:
        from luwes.appointments import access, actions, occupying, panels, personal, queries
        from luwes.appointments.deeds import DEEDS, DETAILS
        from luwes.appointments.importing import StaffImporter
        from luwes.audit import deeds
        from luwes.core.facts import listen
        from luwes.imports.registry import importers
        from luwes.organisation import occupancy, slots
        from luwes.organisation.facts import PositionClosed, PositionReplaced
        from luwes.people import homes, profile
        from luwes.ui import menu

        deeds.add_all("appointments", DEEDS, DETAILS)
        occupancy.sources.add(
            occupancy.Occupancy(
                "appointments", filled=queries.filled, by_unit=queries.figures_by_unit,
                by_agency=queries.figures_by_agency, heads=queries.heads,
                holders=occupying.holders, coming=occupying.coming, present=occupying.present,
                held=occupying.held, lacking=queries.lacking,
            )
        )  # fmt: skip
        homes.sources.add(homes.Homes("appointments", serving=queries.serving, posts=queries.posts))
        slots.position_panels.add(panels.HOLDERS)
        listen(PositionClosed, actions.refuse_closing_held)
        listen(PositionReplaced, actions.follow_replaced)
        importers.add(StaffImporter())
        profile.tracks.add(profile.Track("posts", 10, _("Jabatan"), personal.spans, personal.words))
        profile.panels.add(
            profile.Panel("history", 10, "appointments/parts/history.html", personal.history)
        )
        profile.panels.add(
            profile.Panel("leave", 40, "appointments/parts/leave.html", personal.leave, side=True)
        )
        profile.facts.add(profile.Facts("leave", 20, personal.leave_days))
        profile.deeds.add(profile.Deed("leave", 30, _("Catat cuti"), personal.record_url))
        menu.add(
            menu.MenuEntry(
                "leave", _("Cuti"), "cal", "appointments:leave_list", order=40, section="more",
                visible=access.can_list_leave,
                covers=tuple(f"appointments:leave_{name}" for name in ("list", "new", "cancel")),
            )
        )  # fmt: skip
        _moves()


def _moves() -> None:
    from luwes.appointments import facts
    from luwes.appointments.moving import access, kinds, panels, telling, waiting
    from luwes.core.facts import listen
    from luwes.letters.access import Reader, readable_by
    from luwes.organisation import slots
    from luwes.people import profile
    from luwes.ui import home, menu

    kinds.add()
    listen(facts.MovesChanged, telling.changed)
    listen(facts.MandateEnds, telling.mandate_ends)
    readable_by.add(Reader("moves", access.readable_letters))
    home.waiting.add(home.WaitingKind("move steps", waiting.steps))
    home.waiting.add(home.WaitingKind("mandates", waiting.mandates_ending))
    slots.position_panels.add(panels.PENDING)
    profile.panels.add(
        profile.Panel("moves", 15, "appointments/moves/person_panel.html", panels.of_person)
    )
    menu.add(
        menu.MenuEntry(
            "moves", _("Mutasi"), "swap", "appointments:move_list", order=35, section="more",
            visible=access.can_list, covers=tuple(f"appointments:move_{name}" for name in PAGES),
        )
    )  # fmt: skip


PAGES = (
    "list", "new", "request", "change", "add", "documents", "answer", "step", "return", "withdraw",
    "correct", "mandates", "overlaps", "rules", "rule_add", "freezes", "consent",
)  # fmt: skip
