from luwes.imports.console import ImportCommand
from luwes.organisation.importing import UnitImporter


class Command(ImportCommand):
    help = "Memasukkan daftar unit: ID, NAMA_UNOR, ID_ATASAN, jenis, wilayah."
    importer = UnitImporter()
