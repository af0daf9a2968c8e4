from django.urls import path

from luwes.people.views import directory, keeping, person

app_name = "people"
urlpatterns = [
    path("pegawai/", directory.people, name="list"),
    path("pegawai/unduh.csv", directory.download, {"form": "csv"}, name="csv"),
    path("pegawai/unduh.xlsx", directory.download, {"form": "xlsx"}, name="xlsx"),
    path("pegawai/baru/", keeping.add, name="add"),
    path("pegawai/<int:employee_id>/", person.person, name="profile"),
    path("pegawai/<int:employee_id>/pribadi/", person.private, name="private"),
    path("pegawai/<int:employee_id>/perbaiki/", keeping.edit, name="edit"),
    path("pegawai/<int:employee_id>/akun/", keeping.account, name="account"),
    path("pegawai/<int:employee_id>/kontak/", keeping.declare, name="declare"),
    path("pegawai/<int:employee_id>/kompetensi/", keeping.add_competency, name="add_competency"),
    path(
        "pegawai/kompetensi/<int:record_id>/akhiri/", keeping.end_competency, name="end_competency"
    ),
    path("pegawai/<int:employee_id>/tingkat/", person.levels, name="levels"),
    path("pegawai/<int:employee_id>/pengalaman/", person.experience, name="experience"),
    path("pegawai/bukti/<int:evidence_id>/", keeping.decide_evidence, name="decide_evidence"),
    path("profil-saya/", person.own, name="own"),
]
