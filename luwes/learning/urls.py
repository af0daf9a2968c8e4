from django.urls import path

from luwes.learning.views import certificates, gaps, hours

app_name = "learning"
urlpatterns = [
    path("kompetensi/kesenjangan/", gaps.gap_map, name="gaps"),
    path("kompetensi/kesenjangan/unduh.xlsx", gaps.gap_sheet, name="gaps_xlsx"),
    path("kompetensi/kesenjangan/<int:competency_id>/", gaps.nearest, name="nearest"),
    path("kompetensi/jam-pelajaran/", hours.of_units, name="unit_hours"),
    path("belajar/sertifikat/", certificates.own, name="certificates"),
    path("belajar/jam/", hours.own, name="hours"),
    path("belajar/jam/lapor/", hours.claim, name="claim_hours"),
    path("belajar/jam/periksa/", hours.waiting, name="hours_waiting"),
    path("belajar/jam/<int:claim_id>/jawab/", hours.answer, name="answer_hours"),
    path("pegawai/<int:employee_id>/jam-pelajaran/", hours.of_person, name="hours_of"),
    path("kelola-pelatihan/sertifikat/", certificates.issued, name="issued"),
    path(
        "kelola-pelatihan/sertifikat/<int:certificate_id>/cabut/",
        certificates.revoke,
        name="revoke",
    ),
]
