"""What each outcome of a file means for its editor, in one sentence. Pure."""

from __future__ import annotations

from feedservice.article import Outcome

#: What each outcome means, in one sentence.
MEANINGS = {
    Outcome.REFUSED: "Not published. See what to do.",
    Outcome.WAITING: "Just dropped or still being written. It is read as soon as it stays unchanged.",
    Outcome.SCHEDULED: "It waits for the time that its file states.",
    Outcome.DRAFT: "Kept back: its name, or its folder's, begins with an underscore, or it says Draft: yes.",
    Outcome.CORRECTED: "In the feeds and on the site, with its correction.",
    Outcome.PUBLISHED: "In the feeds and on the site.",
    Outcome.EXPIRED: "Its time is over: it has left the feeds and the site.",
    Outcome.WITHDRAWN: "Withdrawn: it has left the feeds and the site.",
    Outcome.USED: "Photo of an article.",
    Outcome.UNUSED: "No article uses this photo. Give it the name of its article, or put both into a folder of their own.",
    Outcome.GONE: "The file has gone. Unless it comes back, what was published from it is withdrawn.",
}
