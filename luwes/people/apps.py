from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "luwes.people"

    def ready(self) -> None:
        from luwes.notifications import preferences
        from luwes.people import addresses

        preferences.books.add(preferences.Book("people", addresses.find, addresses.choose))
