"""The menu: in order, only what one may see, the current place marked."""

import pytest

from luwes.core.registry import Registry
from luwes.ui import menu
from luwes.ui.menu import MenuEntry


@pytest.fixture(autouse=True)
def an_empty_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu.ENTRIES, "_entries", {})


def keys(entries: list[MenuEntry]) -> list[str]:
    return [entry.key for entry in entries]


def test_entries_come_by_number_not_by_import() -> None:
    menu.add(MenuEntry("later", "Jabatan", "tree", "later", order=30))
    menu.add(MenuEntry("first", "Beranda", "home", "first", order=10))
    menu.add(MenuEntry("middle", "Mobilisasi", "flood", "middle", order=20))
    assert keys(menu.entries_for("anybody")) == ["first", "middle", "later"]


def test_a_user_sees_only_what_is_theirs() -> None:
    menu.add(MenuEntry("log", "Log", "log", "log", 1, visible=lambda user: user == "auditor"))
    menu.add(MenuEntry("home", "Beranda", "home", "home", 2))
    assert keys(menu.entries_for("nurse")) == ["home"]
    assert keys(menu.entries_for("auditor")) == ["log", "home"]


def test_sections_are_kept_apart() -> None:
    menu.add(MenuEntry("home", "Beranda", "home", "home", 1))
    menu.add(MenuEntry("doc", "Surat", "doc", "doc", 2, section="more"))
    assert keys(menu.entries_for("x", "main")) == ["home"]
    assert keys(menu.entries_for("x", "more")) == ["doc"]


def test_the_phone_has_at_most_four_places_in_their_own_order() -> None:
    for number, key in enumerate("abcde"):
        menu.add(MenuEntry(key, key, "home", key, order=number, phone=5 - number))
    menu.add(MenuEntry("never", "x", "home", "never", order=0))
    assert keys(menu.phone_entries_for("x")) == ["e", "d", "c", "b"]


def test_a_page_belongs_to_the_entry_of_its_namespace() -> None:
    menu.add(MenuEntry("people", "Orang", "users", "people:list", 1))
    menu.add(MenuEntry("home", "Beranda", "home", "home", 2))
    assert menu.current_key("x", "people:profile") == "people"
    assert menu.current_key("x", "home") == "home"
    assert menu.current_key("x", "peoples:list") == ""


def test_an_exact_page_beats_its_namespace() -> None:
    menu.add(MenuEntry("all", "Mobilisasi", "flood", "mobilisation:list", 1))
    menu.add(MenuEntry("mine", "Tugas", "check", "mobilisation:mine", 2, covers=("mine",)))
    assert menu.current_key("x", "mobilisation:mine") == "mine"
    assert menu.current_key("x", "mobilisation:board") == "all"


def test_a_key_is_taken_once() -> None:
    menu.add(MenuEntry("home", "Beranda", "home", "home", 1))
    with pytest.raises(ValueError, match="twice"):
        menu.add(MenuEntry("home", "Lain", "home", "other", 1))


def test_the_menu_is_a_registry_that_the_wiring_page_lists() -> None:
    assert isinstance(menu.ENTRIES, Registry)
