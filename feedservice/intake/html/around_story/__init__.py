"""What stands around and inside a page's story and is none of it: boxes of others, small inserts, the foot, the desk's own. Pure."""
