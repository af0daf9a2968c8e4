"""The doors of appointments and leave."""
