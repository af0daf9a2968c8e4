"""Retirements, contract ends and acting ends of the coming years against need, from what is on file."""
