"""What stands on the page of a year, on a person's page and on lists of other areas."""
