"""Words for the figures of a box: said here and not in the template, for a map has hundreds of them."""

from django import template

from luwes.organisation.views import words

register = template.Library()
register.filter("strength", words.strength)
register.filter("gap", words.gap)
register.filter("outlook", words.outlook)
