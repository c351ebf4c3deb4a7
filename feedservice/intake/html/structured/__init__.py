"""What a page says of itself for machines: JSON-LD, <meta>, microdata, its title: the door to these. Pure.

The names stand in `intake.fields`; the order of reading is the order of rank (issue 4): schema.org first, for there a
field has one meaning; then Open Graph and its kin; then the vocabularies of single systems. None judges whether a value
is true; `evidence` weighs.
"""

from feedservice.intake.html.structured.json_ld import read_json_ld
from feedservice.intake.html.structured.meta_tags import read_meta, site_names
from feedservice.intake.html.structured.microdata import read_microdata
from feedservice.intake.html.structured.page_titles import read_title, split_title, without_site_name
from feedservice.intake.html.structured.schema_org import ARTICLE_TYPES, is_no_name
from feedservice.intake.html.structured.stated_authors import is_account

__all__ = [
    "ARTICLE_TYPES", "is_account", "is_no_name", "read_json_ld", "read_meta", "read_microdata", "read_title",
    "site_names", "split_title", "without_site_name",
]  # fmt: skip
