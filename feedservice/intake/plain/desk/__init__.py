"""What a desk, an agency or a press office writes beside a story, in texts: told from it, and cut. Pure."""
