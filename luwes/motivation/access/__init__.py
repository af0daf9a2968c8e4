"""Who may do what in goals, recognition and care."""
