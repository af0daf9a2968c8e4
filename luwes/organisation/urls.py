from django.urls import path

from luwes.organisation.views import (
    catalogue,
    drafts,
    picking,
    position_forms,
    position_map,
    position_page,
    presence,
    unit_forms,
    unit_page,
)

CSV, XLSX = {"form": "csv"}, {"form": "xlsx"}

app_name = "organisation"
urlpatterns = [
    path("organisasi/", position_map.position_map, name="map"),
    path("organisasi/unduh.csv", position_map.download, CSV, name="map_csv"),
    path("organisasi/unduh.xlsx", position_map.download, XLSX, name="map_xlsx"),
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
    path("organisasi/kompetensi/<int:competency_id>/", catalogue.competency, name="competency"),
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
    path("organisasi/<int:unit_id>/minimum/baru/", presence.set_presence, name="set_presence"),
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
]
