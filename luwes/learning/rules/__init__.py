"""What learning decides: levels, tests, places in a class, hours of development. Pure."""
