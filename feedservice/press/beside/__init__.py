"""What the press keeps in the content folder beside the editors' files, when it is asked to. Touches: disk (writes in the content folder), database."""
