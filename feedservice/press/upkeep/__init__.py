"""What is caught up with after turns, some of it each time, so that no start and no turn waits for it. Touches: database, clock."""
