from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "luwes.appointments"
    verbose_name = "pengangkatan"

    def ready(self) -> None:
        from luwes.appointments import (
            access,
            actions,
            occupying,
            outlook,
            panels,
            personal,
            queries,
        )
        from luwes.appointments.deeds import DEEDS, DETAILS
        from luwes.appointments.importing import OpeningImporter, StaffImporter
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
                holders=occupying.holders, ahead=occupying.ahead, present=occupying.present,
                held=occupying.held, lacking=queries.lacking, outlook_in=outlook.in_units,
                outlook_by_unit=outlook.by_unit, outlook_by_agency=outlook.by_agency,
            )
        )  # fmt: skip
        homes.sources.add(homes.Homes("appointments", serving=queries.serving, posts=queries.posts))
        slots.position_panels.add(panels.HOLDERS)
        listen(PositionClosed, actions.refuse_closing_held)
        listen(PositionReplaced, actions.follow_replaced)
        importers.add(StaffImporter())
        importers.add(OpeningImporter())
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
        _asking()
        _looking_ahead()


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


def _asking() -> None:
    """Leave that is asked for: letters, messages, what waits, the menu."""
    from luwes.appointments import access, facts, leave_messages, waiting_leave
    from luwes.appointments.leave_papers import PERMIT, RECALL
    from luwes.core.facts import listen
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind
    from luwes.letters.kinds import kinds as letter_kinds
    from luwes.notifications.kinds import MessageKind
    from luwes.notifications.kinds import kinds as message_kinds
    from luwes.people import access as people
    from luwes.ui import menu
    from luwes.ui.home import WaitingKind, waiting

    for key, label, title, command, to in (
        (PERMIT, _("Surat izin cuti"), "SURAT IZIN CUTI", "MEMBERIKAN IZIN", "Kepada"),
        (
            RECALL,
            _("Surat panggilan dari cuti"),
            "SURAT PANGGILAN KEMBALI DARI CUTI",
            "MEMERINTAHKAN",
            "Kepada",
        ),
    ):
        letter_kinds.add(LetterKind(key, label, title, command, to, stands_alone=False))
    readable_by.add(Reader("leave", access.own_letters))
    for name, words in (
        ("leave_asked", _("Permintaan cuti")),
        ("leave_answered", _("Jawaban permintaan cuti")),
        ("leave_recalled", _("Cuti dibatalkan")),
    ):
        message_kinds.add(MessageKind(f"appointments.{name}", words))
    listen(facts.LeaveAsked, leave_messages.asked)
    listen(facts.LeaveAnswered, leave_messages.answered)
    listen(facts.LeaveRecalled, leave_messages.recalled)
    waiting.add(WaitingKind("leave requests", waiting_leave.requests))
    own = ("my_leave", "ask_leave")
    menu.add(
        menu.MenuEntry(
            "my_leave", _("Cuti saya"), "cal", "appointments:my_leave", order=6,
            visible=people.has_file, covers=tuple(f"appointments:{name}" for name in own),
        )
    )  # fmt: skip
    deciding = ("leave_requests", "leave_request", "unit_leave", "holidays")
    menu.add(
        menu.MenuEntry(
            "leave_requests", _("Permintaan cuti"), "check", "appointments:leave_requests", order=39,
            section="more", visible=access.decides_or_records,
            covers=tuple(f"appointments:{name}" for name in deciding),
        )
    )  # fmt: skip


def _looking_ahead() -> None:
    from luwes.appointments import panels
    from luwes.organisation import access, slots
    from luwes.ui import menu

    slots.position_panels.add(panels.CANDIDATES)
    menu.add(
        menu.MenuEntry(
            "forecast", _("Proyeksi"), "history", "appointments:forecast", order=36, section="more",
            visible=access.can_look, covers=("appointments:forecast",),
        )
    )  # fmt: skip
