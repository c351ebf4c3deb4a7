"""What editors send from the desk, on its way into the content folder: names, the place where it waits, and putting it there. Touches: disk."""
