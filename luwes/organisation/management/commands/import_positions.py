from luwes.imports.console import ImportCommand
from luwes.organisation.importing import PositionImporter


class Command(ImportCommand):
    help = "Memasukkan peta jabatan: unit, jabatan, jenis, jenjang, kelas, kelompok, formasi."
    importer = PositionImporter()
