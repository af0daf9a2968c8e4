"""Other ways to solve the planner's problem: for its tests, and side by side by `PEERS=1 make bench`."""
