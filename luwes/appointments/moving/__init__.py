"""Moves between posts: what is known of them, how they are judged, shown, told and put on paper."""
