"""How the tables came to be as they are: Alembic's steps, one after the other. Touches: database."""
