"""What people type about appointments and leave."""
