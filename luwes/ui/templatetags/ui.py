"""The components, in one library that every template has built in.

Each is shown on the style guide's page (`/ui/` in debug) and listed in luwes/ui/README.md.
"""

from django import template

from luwes.ui.tags import figures, forms, marks, pages, tables, words

register = template.Library()

for part in (words, marks, pages, figures, tables, forms):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
