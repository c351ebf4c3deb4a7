"""The addresses of hubs in the setting `hubs`. Pure."""

from __future__ import annotations

import re
from typing import Annotated

from feedservice.settings.checks import After

#: A hub: scheme, host, perhaps a port, and whatever can stand in a Link header (RFC 8288).
_HUB = re.compile(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][^\s<>\"@]*)?$")
_LONGEST_ADDRESS = 400


def _whole_addresses(urls: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [url for url in urls if len(url) > _LONGEST_ADDRESS or not _HUB.match(url)]:
        raise ValueError(f"must be whole addresses, with https:// and without passwords, and {wrong[0]!r} is none")
    return tuple(dict.fromkeys(urls))


#: Hubs, each once.
Hubs = Annotated[tuple[str, ...], After(_whole_addresses)]
