"""What people order of the press, at the desk or by command, and what became of it. Touches: database."""
