from django.urls import path

from luwes.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="list"),
    path("dibaca/", views.open_all, name="open_all"),
    path("pengaturan/", views.preferences, name="settings"),
    path("pengaturan/coba/", views.try_out, name="try_out"),
    path("terkirim/", views.sent, name="sent"),
    path("terkirim/<int:message_id>/", views.sent_batch, name="sent_batch"),
    path("gerbang/", views.report, name="report"),
    path("<int:message_id>/", views.message, name="message"),
    path("<int:message_id>/buka/", views.open_message, name="open"),
]
