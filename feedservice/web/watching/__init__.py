"""What operators see: health, alarms, metrics, and whether the service lives and is ready.

Touches: database (read only), disk, clock. In flow order: `signs` (what can be seen from here), `state_of_press` and `alarms` (what
it comes to), `problem_book` (since when, and what is over), `watch` (which looks time and again), and the views.
"""
