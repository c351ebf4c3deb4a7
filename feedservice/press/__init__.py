"""One turn of the press, and what calls for one. Touches: database, disk, clock, network (hubs)."""
