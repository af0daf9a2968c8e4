"""The solver: minimum-cost flow on acyclic networks. It knows of no people and no needs."""
