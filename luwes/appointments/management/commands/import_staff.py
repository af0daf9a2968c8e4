from luwes.appointments.importing import StaffImporter
from luwes.imports.console import ImportCommand


class Command(ImportCommand):
    help = "Memasukkan daftar pegawai (ekspor SIASN): pegawai, golongan, jabatan, unit."
    importer = StaffImporter()
