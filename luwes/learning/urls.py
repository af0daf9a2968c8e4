from django.urls import path

from luwes.learning.views import attendance, classes, courses

app_name = "learning"
urlpatterns = [
    path("belajar/kelas/", classes.index, name="classes"),
    path("belajar/kelas/<int:class_id>/", classes.one, name="class"),
    path("belajar/kelas/<int:class_id>/daftar/", classes.ask, name="ask"),
    path("belajar/kelas/<int:class_id>/jadwal.ics", classes.schedule, name="schedule"),
    path("belajar/kelas/<int:class_id>/hadir/", attendance.check_in_typed, name="check_in_typed"),
    path("belajar/pendaftaran/<int:enrolment_id>/mundur/", classes.withdraw, name="withdraw"),
    path("belajar/hadir/<str:code>/", attendance.check_in, name="check_in"),
    path("belajar/persetujuan/", classes.consents, name="consents"),
    path("belajar/persetujuan/<int:enrolment_id>/", classes.consent, name="consent"),
    path("kelola-pelatihan/pelatihan/", courses.index, name="courses"),
    path("kelola-pelatihan/pelatihan/baru/", courses.new, name="new_course"),
    path("kelola-pelatihan/pelatihan/unit/", courses.find_units, name="find_units"),
    path("kelola-pelatihan/pelatihan/pengajar/", courses.find_trainers, name="find_trainers"),
    path("kelola-pelatihan/pelatihan/<int:course_id>/", courses.course, name="course"),
    path("kelola-pelatihan/pelatihan/<int:course_id>/ubah/", courses.edit, name="edit_course"),
    path("kelola-pelatihan/pelatihan/<int:course_id>/kelas/", courses.new_class, name="new_class"),
    path("kelola-pelatihan/kelas/<int:class_id>/", courses.manage, name="manage_class"),
    path("kelola-pelatihan/kelas/<int:class_id>/ubah/", courses.edit_class, name="edit_class"),
    path("kelola-pelatihan/kelas/<int:class_id>/pertemuan/", courses.add_session, name="add_session"),
    path("kelola-pelatihan/kelas/<int:class_id>/pengajar/", courses.set_trainer, name="set_trainer"),
    path("kelola-pelatihan/kelas/<int:class_id>/buka/", courses.open_up, name="open_class"),
    path("kelola-pelatihan/kelas/<int:class_id>/batal/", courses.cancel, name="cancel_class"),
    path("kelola-pelatihan/kelas/<int:class_id>/selesai/", courses.finish, name="finish_class"),
    path("kelola-pelatihan/pendaftaran/<int:enrolment_id>/ambil/", courses.take_out, name="take_out"),
    path("kelola-pelatihan/pertemuan/<int:session_id>/", attendance.session, name="session"),
    path("kelola-pelatihan/pertemuan/<int:session_id>/kode/", attendance.code, name="session_code"),
    path("kelola-pelatihan/pertemuan/<int:session_id>/hapus/", courses.remove_session, name="remove_session"),
    path("kelola-pelatihan/pertemuan/<int:session_id>/catat/<int:enrolment_id>/", attendance.mark, name="mark"),
]  # fmt: skip
