from django.urls import path

from luwes.accounts import views

app_name = "accounts"
urlpatterns = [
    path("akun/", views.me, name="me"),
    path("pengguna/", views.users, name="users"),
    path("pengguna/baru/", views.new_user, name="new_user"),
    path("pengguna/<int:user_id>/", views.user, name="user"),
    path("pengguna/<int:user_id>/kata-sandi/", views.set_password, name="set_password"),
    path(
        "pengguna/<int:user_id>/faktor-kedua/",
        views.remove_second_factor,
        name="remove_second_factor",
    ),
    path("pengguna/<int:user_id>/kewenangan/", views.give_grant, name="give_grant"),
    path("pengguna/kewenangan/<int:grant_id>/akhiri/", views.end_grant, name="end_grant"),
]
