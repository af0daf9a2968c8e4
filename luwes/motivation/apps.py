from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MotivationConfig(AppConfig):
    name = "luwes.motivation"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.motivation.deeds import DEEDS, DETAILS

        deeds.add_all("motivation", DEEDS, DETAILS)
        _contributions()
        _goals()
        _recognition()
        _care()


def _contributions() -> None:
    """What arrives by itself, and the page that shows it."""


def _goals() -> None:
    """Expectations, check-ins, ratings, objections."""


def _recognition() -> None:
    """Thanks, medals, awards."""


def _care() -> None:
    """Load, recovery, pulse."""
    from luwes.appointments import facts as appointments
    from luwes.core.facts import listen
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind
    from luwes.letters.kinds import kinds as letter_kinds
    from luwes.motivation import care_parts, facts, load_messages, mine_parts, recovery_messages
    from luwes.motivation.access import care as access
    from luwes.motivation.actions import recovering
    from luwes.motivation.recovery_papers import RECOVERY
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.people import profile
    from luwes.staffing import facts as staffing
    from luwes.ui.menu import MenuEntry, add

    letter_kinds.add(
        LetterKind(
            RECOVERY, _("Surat istirahat pemulihan"), "SURAT ISTIRAHAT PEMULIHAN", "MENGIZINKAN",
            annex="Daftar nama yang beristirahat",
        )
    )  # fmt: skip
    readable_by.add(Reader("recovery", access.recovery_letters))
    for key, label in (
        (load_messages.LOAD, _("Isyarat beban menunggu jawaban")),
        (load_messages.RAISED, _("Isyarat beban belum dijawab")),
        (load_messages.OWN, _("Beban kerja Anda")),
        (load_messages.ANSWERED, _("Jawaban isyarat beban")),
        (recovery_messages.RECOVERY, _("Istirahat pemulihan")),
        (recovery_messages.ASKED, _("Istirahat pemulihan menunggu jawaban")),
    ):
        kinds.add(MessageKind(key, label))
    listen(facts.LoadSignalled, load_messages.signalled)
    listen(facts.LoadRaised, load_messages.raised)
    listen(facts.LoadAnswered, load_messages.answered)
    listen(facts.RecoveryMoved, recovery_messages.moved)
    listen(staffing.Returned, recovering.returned)
    listen(appointments.LeaveCancelled, recovering.leave_taken_back)
    profile.deeds.add(profile.Deed("load", 40, _("Beban kerja saya"), care_parts.own_load_url))
    mine_parts.parts.add(
        mine_parts.Part(
            "pulse", 5, "motivation/parts/pulse.html", care_parts.pulse, is_private=True, aside=True
        )
    )
    mine_parts.parts.add(
        mine_parts.Part(
            "load", 10, "motivation/parts/load.html", care_parts.load, is_private=True, aside=True
        )
    )
    mine_parts.parts.add(
        mine_parts.Part(
            "recovery", 11, "motivation/parts/recovery.html", care_parts.recovery, is_private=True,
            aside=True,
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "load", _("Beban kerja"), "clock", "motivation:load", order=41, section="more",
            visible=access.has_signals,
            covers=("motivation:load", "motivation:load_signal", "motivation:load_overview", "motivation:recovery"),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "pulse", _("Denyut"), "wave", "motivation:pulse", order=42, section="more",
            visible=access.in_pulse_menu, covers=("motivation:pulse", "motivation:pulse_bank"),
        )
    )  # fmt: skip
