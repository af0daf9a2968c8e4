"""The review after action (kaji setelah tindakan): how it went, in numbers. Reads only, no names."""
