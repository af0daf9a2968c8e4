"""Pages of requests to move people: list, request, editor, registers, calendar."""
