from luwes.imports.console import ImportCommand
from luwes.people.importing import CompetencyImporter


class Command(ImportCommand):
    help = "Memasukkan kompetensi pegawai: NIP, kompetensi, tingkat, berlaku sampai."
    importer = CompetencyImporter()
