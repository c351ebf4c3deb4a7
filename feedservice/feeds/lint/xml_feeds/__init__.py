"""RSS, Atom and OPML, judged element by element. Pure."""
