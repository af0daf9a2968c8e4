"""The position map as the official form: read once, then set as PDF or written as a workbook."""
