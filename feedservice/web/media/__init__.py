"""Photos, sounds, films and documents as they are served, with ranges. Touches: database, the place where they are kept; reads only."""
