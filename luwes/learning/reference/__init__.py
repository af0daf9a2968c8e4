"""Modules a deployment starts with, written for Luwes. Offices change them as their own; loading again leaves them alone."""
