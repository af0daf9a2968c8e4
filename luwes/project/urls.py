from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", include("allauth.urls")),
    path("pesan/", include("luwes.notifications.urls")),
    path("log/", include("luwes.audit.urls")),
    path("", include("luwes.accounts.urls")),
]
