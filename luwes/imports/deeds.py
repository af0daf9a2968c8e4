"""What the log says of imports, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.imports.report import COUNT_WORDS

DETAILS = {
    "importer": Detail(_("Jenis data")),
    "sha256": Detail("SHA-256"),
    **{key: Detail(word) for key, word in COUNT_WORDS.items()},
}
DEEDS = {
    "committed": _("Data impor dimasukkan"),
}
