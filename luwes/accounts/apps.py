from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "luwes.accounts"

    def ready(self) -> None:
        from luwes.accounts import access, queries
        from luwes.ui import menu
        from luwes.ui.menu import MenuEntry

        menu.set_me(lambda user: menu.Me(str(user), queries.roles_in_words(user)))
        menu.add(MenuEntry("me", _("Akun saya"), "key", "accounts:me", order=10, section="account"))
        menu.add(
            MenuEntry(
                "users", _("Pengguna"), "users", "accounts:users", order=90, section="more",
                visible=access.can_manage_accounts,
                covers=tuple(
                    f"accounts:{name}" for name in ("users", "new_user", "user", "give_grant", "end_grant")
                ),
            )
        )  # fmt: skip
