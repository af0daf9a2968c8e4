"""For granian (interface `wsgi`): the views are plain and synchronous."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luwes.project.settings")
application = get_wsgi_application()
