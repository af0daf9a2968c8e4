from luwes.imports.console import ImportCommand
from luwes.organisation.importing import WorkloadImporter


class Command(ImportCommand):
    help = "Memasukkan analisis beban kerja (ABK): unit, jabatan, tahun, uraian tugas, volume, norma waktu."
    importer = WorkloadImporter()
