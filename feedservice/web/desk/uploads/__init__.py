"""Articles and photos uploaded at the desk: received onto the disk of the content folder, and handed to the press by an order. Touches: disk (writes), database, clock."""
