from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from luwes.core.views import health, metrics
from luwes.staffing.views.home import home
from luwes.ui.views import search

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("cari/", search, name="search"),
    path("masuk/", include("luwes.accounts.sign_in_urls")),
    path("sehat/", health, name="health"),
    path("ukuran/", metrics, name="metrics"),
    path("bahasa/", login_not_required(set_language), name="set_language"),
    path("pesan/", include("luwes.notifications.urls")),
    path("log/", include("luwes.audit.urls")),
    path("surat/", include("luwes.letters.urls")),
    path("impor/", include("luwes.imports.urls")),
    path("", include("luwes.organisation.urls")),
    path("", include("luwes.appointments.urls")),
    path("", include("luwes.places.urls")),
    path("", include("luwes.accounts.urls")),
    path("", include("luwes.people.urls")),
    path("", include("luwes.staffing.urls")),
    path("", include("luwes.mobilisation.urls")),
    path("", include("luwes.teamwork.urls")),
    path("", include("luwes.services.urls")),
    path("", include("luwes.learning.urls")),
    path("", include("luwes.collaboration.urls")),
    path("", include("luwes.motivation.urls")),
]
handler500 = "luwes.core.views.server_error"
if settings.DEBUG:
    from luwes.ui.views import components

    urlpatterns.append(path("ui/", login_not_required(components)))
