"""What stands in or around a body and is none of it: furniture, offers, labels, what is hidden. Pure."""
