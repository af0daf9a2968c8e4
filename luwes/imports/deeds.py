"""What the log says of imports, in words for people."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "committed": _("Data impor dimasukkan"),
}
