from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "luwes.letters"

    def ready(self) -> None:
        from luwes.letters import search
        from luwes.ui.search import searchers

        searchers.add(search.letters())
