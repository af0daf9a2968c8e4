from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "luwes.people"

    def ready(self) -> None:
        from luwes.imports.registry import importers
        from luwes.notifications import preferences
        from luwes.people import addresses
        from luwes.people.importing.competencies import CompetencyImporter

        importers.add(CompetencyImporter())
        preferences.books.add(preferences.Book("people", addresses.find, addresses.choose))
