"""What is handed out of an incident: one shape for the screen, a PDF and a workbook."""
