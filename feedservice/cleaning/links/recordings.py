"""Sounds, films and documents of the article in its body: players and links at the addresses they are served at. Pure."""

from __future__ import annotations

from feedservice.addresses import HOME, MEDIA_TYPES, media_url
from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, Node, below, named, rewrite
from feedservice.text.unicode import one_line

_OURS = media_url(HOME, "")
#: Elements that lead to a file, and by which attribute; those of pictures, frames and objects become players.
_LEAD = {"a": "href", "audio": "src", "video": "src", "source": "src"}
_BECOME_PLAYERS = {"img": "src", "embed": "src", "object": "data", "amp-audio": "src", "amp-video": "src"}
ABOUT = frozenset({*_LEAD, *_BECOME_PLAYERS})


def place_recordings(root: Element, ledger: Ledger) -> None:
    """Each sound, film and document of ours at its served address; a player for what is shown, which loads nothing by itself."""
    served = {src: address for src, address in ledger.photos.items() if address.startswith(_OURS)}
    if not served:
        return

    def change(element: Element) -> list[Node] | None:
        if element.name in _BECOME_PLAYERS:
            address = served.get(element.get(_BECOME_PLAYERS[element.name]).strip())
            return [_player(address, element, ledger)] if address else None
        attribute = _LEAD.get(element.name, "")
        address = served.get(element.get(attribute).strip()) if attribute else None
        if address:
            element.attributes[attribute] = address
        return None

    rewrite(root, change)
    for element in below(root):
        if element.name in ("audio", "video") and _is_ours(element):
            _quiet(element, ledger)


def _is_ours(player: Element) -> bool:
    sources = [player, *named(player, "source")]
    return any(one.get("src").startswith(_OURS) for one in sources)


def _player(address: str, element: Element, ledger: Ledger) -> Element:
    """A player for an address, or a link to a document, which nothing plays."""
    kind = MEDIA_TYPES.get(address[address.rfind(".") :], "").partition("/")[0]
    words = one_line(element.get("alt") or element.get("title"))
    if kind not in ("audio", "video"):
        return Element("a", {"href": address}, [words or address.rpartition(".")[2].upper()])
    if words:
        ledger.note_words(words, "words for those who see no picture")
    poster = {"poster": element.get("poster")} if element.get("poster") else {}
    return Element(kind, {"src": address, **poster}, [])


def _quiet(player: Element, ledger: Ledger) -> None:
    """Nothing is loaded before somebody asks for it; a film shows the picture that it names, where that is ours."""
    player.attributes["preload"] = "none"
    poster = player.get("poster").strip()
    if poster:
        player.attributes["poster"] = ledger.photos.get(poster) or poster
