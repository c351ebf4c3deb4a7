"""The options that commands share. Touches: nothing."""

from __future__ import annotations

from pathlib import Path

import click

content = click.option(
    "--content",
    "content_dir",
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),
    help="The folder editors drop into.",
)
state = click.option(
    "--state",
    "state_dir",
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),
    help="Where database and photos are kept.",
)
host = click.option("--host", metavar="H", help="The address to listen on.")
port = click.option("--port", metavar="N", type=int, help="The port to listen on.")
json = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
