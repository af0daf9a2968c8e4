from django.urls import path

from luwes.organisation.views import (
    analysis,
    catalogue,
    drafts,
    picking,
    position_forms,
    position_map,
    position_page,
    presence,
    printing,
    unit_forms,
    unit_page,
    workload,
)

CSV, XLSX, PDF = {"form": "csv"}, {"form": "xlsx"}, {"form": "pdf"}

app_name = "organisation"
urlpatterns = [
    path("organisasi/", position_map.position_map, name="map"),
    path("organisasi/unduh.csv", position_map.download, CSV, name="map_csv"),
    path("organisasi/unduh.xlsx", position_map.download, XLSX, name="map_xlsx"),
    path("organisasi/peta-jabatan.pdf", printing.form, PDF, name="map_form_pdf"),
    path("organisasi/peta-jabatan.xlsx", printing.form, XLSX, name="map_form_xlsx"),
    path("organisasi/cari/<str:kind>/", picking.find, name="find"),
    path("organisasi/rancangan/", drafts.drafts, name="drafts"),
    path("organisasi/nomenklatur/", catalogue.titles, name="titles"),
    path("organisasi/nomenklatur/baru/", catalogue.new_title, name="new_title"),
    path("organisasi/nomenklatur/<int:title_id>/", catalogue.title, name="title"),
    path("organisasi/kelompok/", catalogue.groups, name="groups"),
    path("organisasi/kelompok/baru/", catalogue.new_group, name="new_group"),
    path("organisasi/kelompok/<int:group_id>/", catalogue.group, name="group"),
    path("organisasi/kompetensi/", catalogue.competencies, name="competencies"),
    path("organisasi/kompetensi/baru/", catalogue.new_competency, name="new_competency"),
    path(
        "organisasi/kompetensi/<int:competency_id>/",
        catalogue.change_competency,
        name="change_competency",
    ),
    path("kompetensi/<int:competency_id>/", catalogue.competency, name="competency"),
    path("organisasi/baru/", unit_forms.new_unit, name="new_unit"),
    path("organisasi/<int:unit_id>/", unit_page.unit, name="unit"),
    path("organisasi/<int:unit_id>/rancangan/", drafts.draft_unit, name="draft_unit"),
    path("organisasi/<int:unit_id>/bawahan/", position_map.branch, name="branch"),
    path("organisasi/<int:unit_id>/jabatan.csv", unit_page.download, CSV, name="unit_csv"),
    path("organisasi/<int:unit_id>/jabatan.xlsx", unit_page.download, XLSX, name="unit_xlsx"),
    path("organisasi/<int:unit_id>/ubah/", unit_forms.change_unit, name="change_unit"),
    path("organisasi/<int:unit_id>/pindah/", unit_forms.move_unit, name="move_unit"),
    path("organisasi/<int:unit_id>/tutup/", unit_forms.close_unit, name="close_unit"),
    path(
        "organisasi/<int:unit_id>/jabatan-baru/", position_forms.new_position, name="new_position"
    ),
    path("organisasi/<int:unit_id>/minimum/", presence.presence, name="presence"),
    path("organisasi/<int:unit_id>/minimum/baru/", presence.propose, name="set_presence"),
    path("organisasi/<int:unit_id>/minimum/hitung/", presence.count, name="count_presence"),
    path("minimum/usulan/", presence.proposals, name="proposals"),
    path("minimum/usulan/<int:proposal_id>/terima/", presence.accept, name="accept_presence"),
    path(
        "minimum/usulan/<int:proposal_id>/kembalikan/", presence.send_back, name="return_presence"
    ),
    path("minimum/<int:minimum_id>/akhiri/", presence.end_presence, name="end_presence"),
    path("jabatan/<int:position_id>/", position_page.position, name="position"),
    path(
        "jabatan/<int:position_id>/formasi/",
        position_forms.set_establishment,
        name="set_establishment",
    ),
    path(
        "jabatan/<int:position_id>/syarat/",
        position_forms.set_requirements,
        name="set_requirements",
    ),
    path("jabatan/<int:position_id>/rancangan/", drafts.draft_position, name="draft_position"),
    path("jabatan/<int:position_id>/tutup/", position_forms.close_position, name="close_position"),
    # the work of posts (ABK)
    path("abk/", workload.overview, name="workload"),
    path("abk/waktu-kerja/", workload.working_time, name="working_time"),
    path("abk/<int:analysis_id>/", analysis.analysis, name="analysis"),
    path("abk/<int:analysis_id>/kebutuhan/", analysis.set_headcount, name="set_headcount"),
    path("abk/<int:analysis_id>/kembalikan/", analysis.send_back, name="return_analysis"),
    path("abk/<int:analysis_id>/uraian/", analysis.new_task, name="new_task"),
    path("abk/uraian/<int:task_id>/", analysis.task, name="task"),
    path("abk/uraian/<int:task_id>/hapus/", analysis.remove_task, name="remove_task"),
    path("jabatan/<int:position_id>/abk/<int:year>/", analysis.begin, name="begin_analysis"),
    path("organisasi/<int:unit_id>/abk/<int:year>/", workload.unit, name="workload_unit"),
    path(
        "organisasi/<int:unit_id>/abk/<int:year>/templat.xlsx",
        workload.template,
        name="workload_template",
    ),
    path(
        "organisasi/<int:unit_id>/abk/<int:year>/tanda-tangan/", workload.sign, name="sign_workload"
    ),
    path("organisasi/<int:unit_id>/abk/<int:year>/periksa/", workload.check, name="check_workload"),
    path(
        "organisasi/<int:unit_id>/abk/<int:year>/berlakukan/",
        workload.put_in_force,
        name="workload_in_force",
    ),
]
