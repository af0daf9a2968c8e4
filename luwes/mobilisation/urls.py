from django.urls import path

from luwes.mobilisation.views import board, figures, incidents, needs, uploads

app_name = "mobilisation"
urlpatterns = [
    path("kejadian/", incidents.incidents, name="list"),
    path("kejadian/baru/", incidents.declare, name="declare"),
    path("kejadian/wilayah/", incidents.areas, name="areas"),
    path("kejadian/<int:incident_id>/", board.board, name="board"),
    path("kejadian/<int:incident_id>/isi/", board.live, name="live"),
    path("kejadian/<int:incident_id>/status/", incidents.statuses, name="statuses"),
    path("kejadian/<int:incident_id>/tingkat/", incidents.hand_over, name="hand_over"),
    path("kejadian/<int:incident_id>/terdampak/", incidents.victims, name="victims"),
    path("kejadian/<int:incident_id>/tutup/", incidents.close, name="close"),
    path("kejadian/status/<int:status_id>/nomor/", incidents.decree, name="decree"),
    path("kejadian/<int:incident_id>/angka/", figures.figures, name="figures"),
    path("kejadian/<int:incident_id>/angka/catat/", figures.report, name="report"),
    path("kejadian/<int:incident_id>/angka/berkas/", uploads.upload, name="upload"),
    path("kejadian/<int:incident_id>/angka/berkas/catat/", uploads.enter, name="enter_upload"),
    path("kejadian/<int:incident_id>/angka/<int:area_id>/", figures.area, name="area"),
    path("kejadian/angka/<int:figure_id>/koreksi/", figures.correct, name="correct"),
    path("kejadian/angka/<int:figure_id>/pakai/", figures.choose, name="choose"),
    path("kejadian/<int:incident_id>/kebutuhan/", needs.needs, name="needs"),
    path("kejadian/<int:incident_id>/kebutuhan/baru/", needs.new, name="new_need"),
    path(
        "kejadian/<int:incident_id>/kebutuhan/templat/", needs.from_template, name="from_template"
    ),
    path("kejadian/<int:incident_id>/kebutuhan/angka/", needs.accept_sums, name="accept_sums"),
    path("kejadian/kebutuhan/<int:need_id>/tetap/", needs.leave_sum, name="leave_sum"),
    path("kejadian/kebutuhan/<int:need_id>/", needs.need, name="need"),
    path("kejadian/kebutuhan/<int:need_id>/hapus/", needs.remove, name="remove_need"),
]
