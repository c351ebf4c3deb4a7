"""`python -m feedservice` is the `feedservice` command. Touches: all edges."""

from feedservice.commands.cli import main

if __name__ == "__main__":
    main()
