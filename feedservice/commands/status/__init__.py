"""`feedservice status`: what the desk says, on a terminal. Touches: database (reads only), clock, terminal."""
