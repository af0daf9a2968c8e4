"""Pure decisions about goals, ratings, recognition and care."""
