"""Times that a wrong clock gave, found and put right (`wrong_times`). Touches: database."""
