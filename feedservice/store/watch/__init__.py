"""What is told to who watches: how much there is, and a note of what the press is at. Touches: database, disk."""
