"""JSON Feed, judged. Pure."""
