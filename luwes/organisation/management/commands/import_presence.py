from luwes.imports.console import ImportCommand
from luwes.organisation.importing import PresenceImporter


class Command(ImportCommand):
    help = "Memasukkan minimum hadir: unit, kelompok (kosong: semua), minimum."
    importer = PresenceImporter()
