"""What editors send from the desk, taken into the content folder when the press obeys the order for it. Touches: disk (writes in the content folder)."""
