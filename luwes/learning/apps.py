from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "luwes.learning"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.learning.deeds import DEEDS, DETAILS

        deeds.add_all("learning", DEEDS, DETAILS)
        _menu()


def _menu() -> None:
    from luwes.learning import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "learning", _("Belajar"), "book", "learning:mine", order=8, visible=access.learns,
            covers=(
                "learning:mine", "learning:module", "learning:read", "learning:question_of",
                "learning:check", "learning:result", "learning:classes", "learning:class",
                "learning:certificates",
            ),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "learning managed", _("Kelola pelatihan"), "teach", "learning:manage", order=40,
            visible=access.manages,
            covers=(
                "learning:manage", "learning:new_module", "learning:write", "learning:describe",
                "learning:preview", "learning:version", "learning:write_page_new",
                "learning:write_page", "learning:add_picture", "learning:write_question_new",
                "learning:write_question",
            ),
        )
    )  # fmt: skip
