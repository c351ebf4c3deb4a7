"""The words of every language we read: one file a language, every table of words in it. Touches: disk (its own files).

A file is named by its language's tag (BCP 47), `mul.toml` holds what belongs to no one language. Its tables are those of
`TABLES`, and may be left out: nothing more is asked of a language than what is known of it. To add a language, copy the
file of a like one and translate; nothing else has to be touched. Tables hold words, or short pieces of patterns (`re`)
where the docstring of their reader says so.

TOML is slow to read, so `words.json` beside the files holds the same, with a digest of them; one that is behind its files is not
used. `python -m tests.language_files` makes it anew, and a test holds that somebody did.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

#: Every table that a language file may have, and what its entries are; * stands for names that others keep a list of.
TABLES: Mapping[str, Mapping[str, str]] = {
    "dates": {
        "months": "twelve lists of names, January first, in small letters without full stops: CLDR's, by `python -m tests.languages_from_cldr`",
        "months_also": "twelve lists: further names and forms of them, spoken, inflected, without accents (dateparser 1.5.0 knows many)",
        "months_beside": "twelve names, of one word or more, that a month has instead of its usual name or beside it (نوفمبر/تشرين الثاني)",
        "weekdays": "seven lists of names, Monday first, as `months`",
        "weekdays_also": "seven lists, as `months_also`",
        "beside_weekdays": "words that stand beside such a name and say nothing by themselves (sexta-feira)",
        "no_weekdays": "names of weekdays that are words of other languages first: a date line does not know them",
        "weekdays_checked": "those names that tell, in any language's line, which day is meant: an embargo of another day is refused; short ones only as its first word",
        "day_first": "tags of the language that write 3/4/2026 for 3 April (CLDR, short dates); its own too, if all do",
        "month_first": "tags that write it for 4 March",
        "of": "words between day and month or month and year (18 de noviembre de 2026)",
        "of_elided": "the same before a vowel, without their apostrophe (18 d’octobre)",
        "day_endings": "what a day's figures end in (18th November)",
        "day_endings_after_month": "the same when the month comes first (November 18th)",
        "day_endings_last": "the same when the year comes first (2026. november 18-án)",
        "year_words": "what follows the year when it comes first (2026 m. lapkričio 18)",
        "before_month_figures": "the word month before its figures (18 tháng 11 năm 2026)",
        "before_year_figures": "the word year before its figures",
        "year_signs": "the sign for year behind its figures (2026年)",
        "month_signs": "the sign for month",
        "day_signs": "the sign for day",
        "eras": "the year before the first of an era, by its name (令和8年 is 2026)",
        "eras_now": "eras that a line of our days may be dated by",
        "first_year": "what the first year of an era is called",
        "morning": "words before the hour for the first half of the day (上午9时)",
        "evening": "words before the hour for the latter half, which adds twelve hours",
        "am": "letters behind the time for the first half of the day, with or without full stops: 2:30 a.m., 2 am",
        "pm": "letters for the latter half",
        "am_after_minutes": "the same, but not behind an hour without minutes (2:30 π.μ.)",
        "pm_after_minutes": "letters for the latter half, likewise",
        "hour_signs": "what may part hours from minutes, beside : and . (14h30)",
        "hour_words": "what follows an hour without minutes (14 Uhr)",
        "minute_signs": "the sign for minute behind its figures (14时30分)",
        "after_four_figures": "words which say that four figures are a time of day (0600 hrs)",
        "noon": "the word for twelve o'clock at day",
        "noon_after_twelve": "words which say of a twelve that it is noon (12 Uhr mittags)",
        "midnight": "the word for twelve o'clock at night, which belongs to two days",
        "zone_hours": "hours east of Greenwich, by the zone's name: names with one meaning in the news (RFC 2822 section 4.3, Europe's, agencies'); IST, CST and the like have several and are refused, BST is the only one that news means",
        "zone_places": "places of the tz database, by the zone's name: of names that stand for winter and summer time alike",
        "offset_zones": "zones that an offset may be counted from (UTC+1)",
        "updated": "words which say that a date is a change's, not the news's",
        "published": "words which say that it is the news's, after one that is a change's",
        "around_dates": "words that may stand around a date and its time, and say nothing more about it",
        "date_labels": "labels before a date in English order (Published: …), which dateutil does not know",
        "after_date_labels": "words after such a label (Published on …)",
        "before_clocks": "words between such a date and its time",
    },
    "fields": {
        "nothing": "what people write into a field that has nothing in it",
        "desk_lines": "what desks write at the head of a text for themselves, as the name of a field line",
        "mistakes": "with what a paragraph opens in which a newsroom owns a mistake (patterns)",
        "styles": "what styles of Word documents are called, by what they mean (feedservice/intake/word/word_styles.py); without capitals",
        "*": "what a field line is called, by the field's name (feedservice/intake/fields.py); without capitals",
    },
    "trade": {
        # bylines
        "by": "words before the name in a byline, with or without a colon",
        "by_in_sentences": "those of `by` that open sentences too: a first and a last name must follow",
        "by_in_place": "openers that count with name and place behind them, as “from {name} in {place}”",
        "author_labels": "what stands before a colon and the author's name",
        "reporters": "what a reporter is called right before the name, where no space parts the two",
        "reporter_kinds": "what may stand before `reporters`, several in a row",
        "writing_labels": "what a writer did, before a sign or space and the name",
        "reading_minutes": "behind the figure of how long reading takes",
        "dated": "before a date beside a byline: the line is cut there",
        "dated_kinds": "what may stand before `dated`",
        "dated_by": "behind `dated`, what makes it a byline",
        "contact": "before an address beside a byline: the line is cut there",
        "before_dates": "small words between a name and its date, beside months and weekdays",
        "others_work": "work of others than the author, before `others_work_by` or a colon",
        "others_work_by": "between that work and the name",
        "others_work_labels": "work of others, before a colon or slash, in scripts without spaces",
        "pictures": "pictures, before `pictures_by` and who took them",
        "pictures_by": "between pictures and who took them",
        "and": "joins the names of a byline",
        "and_behind_comma": "joins the last name of a list, behind a comma",
        "and_in_names": "short “and”s, which stand inside names too (Ortega y Gasset): they part full names only",
        "and_written_on": "“and” that is written together with the next word, or alone",
        "names_like_and": "names that begin with the letter of `and_written_on`",
        "in_place": "between a name and the place it was written in; large and small letters count",
        "in_place_alone": "before a place that is a part of the byline of its own; large and small letters count",
        "for_house": "between a name and the house it was written for; large and small letters count",
        "roles": "what authors are: it is no part of the name",
        "roles_behind_names": "what reporters are called right behind the name, where no space parts the two",
        "roles_parted_from_names": "what counts as such behind a space only",
        "role_of": "between a role and what it is of",
        "desks": "words of desks and ranks, which belong to the role beside them",
        "reported_from": "behind place and slash, who reports from where",
        # credits
        "credit": "what introduces a credit",
        "credit_anywhere": "as `credit`, but not inside the words below a picture",
        "credit_unbracketed": "as `credit_anywhere`, but not in brackets",
        "credit_below_picture": "as `credit`, but only in the words below a picture",
        "credit_ends": "what may stand between such a word and its colon",
        "credit_by": "between such a word and the name",
        "credit_by_below_picture": "as `credit_by`, but only below a picture",
        "credit_by_alone": "as `credit_by`, but for a credit that is a line of its own",
        "courtesy": "the word for who gave a picture",
        "courtesy_of": "the same with what joins it to the name",
        "credit_signs": "of these, one stands in every credit with no bracket and no sign",
        "credit_labels": "what introduces a credit in brackets, in scripts without spaces",
        "credit_alone": "patterns: what introduces a credit that is a line of its own, with its sign",
        "via": "between a house and the house it has a photo from",
        # houses in credits
        "photo_agencies": "that stand before the word Photo: AP Photo/Ana Ruiz",
        "agencies_before_names": "that stand before a photographer: REUTERS/Ana Ruiz",
        "agencies_behind_captions": "as `agencies_before_names`, but behind a caption, without a bracket",
        "agencies_behind_names": "that stand behind a photographer: Ana Ruiz/AFP",
        "picture_libraries": "houses that are a credit alone",
        # the words below pictures
        "taken_by": "behind who took a photo",
        "taken_by_below_picture": "as `taken_by`, but only below a picture",
        "given_by": "behind who gave a photo",
        "reporters_behind_captions": "behind the reporter who took a photo",
        "credit_closers": "patterns: what closes a caption as a credit; large and small letters count",
        "house_photos": "patterns: between a house and its photographer; large and small letters count",
        "credit_before_name": "what opens a credit with a name right behind it; large and small letters count",
        "credit_marks": "the same at the head of a credit's own element: none with which houses' names begin, as Photo and Bild",
        "given": "patterns: in brackets, before whoever gave a photo",
        "family_photos": "patterns: in brackets, behind a family's name",
        "given_alone": "in brackets, that a photo was given; large and small letters count",
        "on_behalf": "between a photographer's name and the house the photo was taken for",
        "through": "between any name and the house a photo came through",
        "the": "the article before a house's or family's name; large and small letters count",
        "house_parts": "patterns: pieces of the names of houses that own photos",
        "picture_buttons": "patterns: buttons and offers behind the words below a picture",
        "picture_words": "what a screen reader is told before a caption; large and small letters count",
        "picture_word_ends": "what may stand behind it before a caption",
        "picture_word_alone_ends": "what may stand behind it, and nothing more",
        "credit_first_words": "with these behind a label of a picture, it marks a credit and no caption",
        "rights": "what the law is told below a picture",
        # lines at the foot
        "reported_by": "patterns: before the reporters at the foot of a story",
        "desk_labels": "before a desk or writer at the foot of a story, with or without a colon",
        "source": "patterns, the first that fits counts: before the agencies at the foot of a story",
        "source_ends": "what may stand behind these agencies",
        "editor_labels": "before a sign and the editors at the foot of a story",
        "editor_kinds": "what may stand before `editor_labels`",
        "edited_by": "before the editors at the foot of a story, with or without a sign",
        "editor_labels_unspaced": "those of `editor_labels` with no space behind their colon",
        "editor_labels_inside": "those that begin a part of such a line; large and small letters count",
        # datelines
        "no_datelines": "words that open sentences with a day in them, never datelines",
        "before_day": "between the place of a dateline and its day",
        "of_month": "between day, month and year",
        "ordinals": "behind the figure of a day",
        "dateline_reporters": "what reporters are called in the brackets of a dateline and before who took a photo",
        "wired": "behind the day of a dateline: that the report was sent, in scripts without spaces",
        "wired_in_brackets": "as `wired`, but for a dateline in brackets",
        "agencies_before_places": "agencies with which a dateline begins, in scripts without spaces",
        "agencies_behind_places": "agencies right behind the place of a dateline, in scripts without spaces",
        "reporters_behind_datelines": "behind the reporter who follows a dateline",
        # lines of the head
        "no_authors": "words of headlines and names of columns: a line with one is no author's",
        "caption_labels": "what stands before a colon and a caption",
        "beside_dates": "what stands beside a date and is none by itself",
        "ago": "behind a time that has passed: a figure with it is a date",
        "date_signs": "behind a figure that is a year's or month's",
        "sections": "sections as papers call them, for the line above a headline",
        "updated_pieces": "patterns: pieces of words that say a date is of a later version",
        # names
        "name_particles": "small words inside names",
        "no_names": "words on pages and in head lines that stand where names do: a line with one is no name",
        "no_names_unspaced": "such words, when they are the whole line, in scripts without spaces",
        "name_suffixes": "what stands behind a name and is part of it, as it is written",
        "name_suffixes_behind_comma": "those that a comma does not part from the name; large and small letters count",
        "titles": "titles before a name",
        "given_months": "months that people are called, with a family name behind them, as they are written",
        # houses
        "house_ends": "words that end the name of a house, never a person's",
        "house_ends_unspaced": "the same, in scripts without spaces",
        "house_openers": "words that open the name of a house, never a person's",
        "house_articles": "articles before the name of an agency",
        "the_house": "an article that makes a house of the few words behind it; large and small letters count",
        "newsrooms": "what stands for an agency or for the whole newsroom where a name would stand",
        "newsroom_ranks": "what is a rank beside a person, and stands for the newsroom alone",
        # agencies
        "agencies": "news agencies and broadcasters as they sign (members of EANA and OANA, the great wires and networks), in every spelling",
        "agencies_in_brackets": "those that are an agency only in brackets or capitals: people are called so, or sentences begin with them",
        # places and family names
        "cities": "capitals and the cities that news most often comes from, as English and their own newspapers write them",
        "surnames": "the commonest family names, in scripts without spaces (Ministry of Public Security, name report 2020), in one string",
    },
    "mail": {
        "hellos": "greetings that need no name; patterns",
        "dears": "how a letter or mail addresses somebody, before the name; patterns",
        "whom": "whom a greeting may greet besides people with names; patterns",
        "name_joins": "words between names, in small letters",
        "letters": "how a letter to a paper begins; patterns",
        "copy": "words for the copy that a mail brings; patterns, {copy} in the others",
        "days": "words for the day that copy is meant for; patterns, {day} in the others",
        "owners": "words before the word for the copy",
        "copy_beside": "what may follow it when it speaks of copy and is no story's title; patterns",
        "brings": "how a mail brings its copy; patterns, {brings} in the others",
        "run": "what a desk is asked to do with copy, {run} in the others",
        "to_desk": "sentences said to the desk, never to readers; patterns from their first word on, {my} stands for the owners, {beside} for copy_beside",
        "note_openers": "words that may stand before such a sentence; patterns",
        "desk_words": "words that make a line a note to the desk; patterns",
        "asks_at_end": "words that do so at the end of a line",
        "asks_at_start": "words that do so at its beginning",
        "talk": "words of one person speaking to another; patterns, with case",
        "sign_offs": "closing formulas before a name; patterns, those that others begin with come later",
        "sign_offs_with_comma": "such formulas that count only with a comma behind them",
        "thanks": "thanks that close a note; patterns",
        "regards": "words inside a closing formula that may stand without a name",
        "contact_labels": "labels before a number or address",
        "for_release": "stamps of press releases beside which a date may stand; patterns",
        "for_release_prefix": "such stamps before a headline and a colon",
        "press_release": "what a press release is called, alone on a line or before a headline; patterns",
        "press_release_alone": "what it is called alone on a line only",
        "media_contact": "headings of contacts for the media; patterns",
        "attributions": "the line above a quoted mail; patterns, a colon follows",
        "original": "the rule above a quoted mail",
        "forwarded": "the rule above a mail passed on; patterns",
        "forwarded_begins": "words that may stand before it",
        "header_names": "names of the headers above a quoted mail",
        "device_notes": "whole lines that telephones write below a mail; patterns",
        "disclaimers": "how a lawyer's note below a mail begins; patterns",
        "subject_prefixes": "what programs put before a subject and a colon; patterns",
        "no_subject": "how a subject begins that says nothing, or its whole; patterns",
        "junk_subjects": "subjects that say nothing of the story; patterns",
        "subject_copy": "words for copy at the end of a vague subject; patterns",
        "subject_states": "what may follow them; patterns",
        "no_person": "words in a sender's name that is no person's; patterns",
    },
    "boilerplate": {
        "furniture_lines": "whole lines of page furniture, wherever they stand; small letters, without ornaments",
        "page_lines": "whole lines of page furniture in the body of a page; small letters, without ornaments",
        "advertisement": "words over or under an advertisement; small letters",
        "kickers": "whole first lines that say what kind of piece follows; small letters",
        "leads": "what begins a line, or stands over a list, that leads to other stories; a colon, an arrow or a link follows",
        "page_speech": "whole lines in which a page speaks to its readers; patterns",
        "copyright": "words and signs before an owner's name; patterns",
        "copyright_ends": "what stands behind that name; patterns",
        "rights_reserved": "the formula of reserved rights, inside a short line",
        "tag_labels": "what stands before a list of tags and a colon; patterns",
        "end_headings": "headings of what follows a story: comments, other stories, tags; patterns, a number may follow",
        "written_by": "the heading of an author's life, before the name",
        "prompt_openers": "how such a line begins, where a description is expected",
        "picture_labels": "buttons on pictures and labels before their captions, as a whole; small letters",
        "prompts": "whole lines that ask readers for their address or money; patterns",
        "endings": "whole lines at a story's end that are none of it; patterns, {places} stands for the words of that name",
        "places": "networks and programs to follow a paper at; patterns",
        "mailing": "whole lines that mailing programs put above and below a letter; patterns",
        "contributions": "whole lines that say who helped with a report; patterns",
        "agency_initials": "agencies' names that look like initials of editors; small letters",
        "end_marks": "whole lines that mark the end",
        "bracketed_end_marks": "more of them, that must stand in brackets",
        "wire_end_marks": "end marks that may have strokes around them",
        "wire_alerts": "whole lines by which wires say how urgent a report is",
        "to_editors": "how a wire's note to editors begins; patterns",
        "editors_verbs": "how a wire's note in brackets begins; patterns",
        "headline_slugs": "what wires put before a headline and a hyphen; patterns, with case",
        "author_leads": "words before an author's name, alone on a line; patterns",
        "author_verbs": "verbs behind an author's name in a line about him or her; patterns",
        "author_and": "words between two authors' names",
        "authors_verbs": "verbs behind two authors' names",
    },
    "embargoes": {
        "days": "days a line may name as the time of a release; patterns",
        "please": "words that make an order polite",
        "until": "words for the end of a time",
        "embargo": "the word at the head of a line that holds, with a time, a colon or nothing behind it",
        "embargo_before": "words before it",
        "embargo_ends": "verbs behind it that tell its end, with a day or number",
        "embargo_ends_at": "words between that verb and the day",
        "embargo_beside": "words right behind it",
        "orders": "whole openings of a line that holds, whatever follows; patterns, without case",
        "alone": "words that are the whole of a line that holds",
        "hold": "the verb for holding an article back",
        "hold_until": "words behind that verb, before what it waits for",
        "hold_for": "what it waits for, besides days and numbers; patterns",
        "hold_what": "words behind that verb that stand for the article",
        "hold_what_until": "words for a time, some words on",
        "to_publish": "the verb of an order to publish at a time",
        "for_release": "the opening of a line that gives a time of release",
        "publish_when": "words behind these two, before the time",
        "never": "how an order begins that forbids; patterns",
        "never_ever": "verbs behind it that always mean the article",
        "never_yet": "verbs behind it that mean the article when a limit follows",
        "limits": "such limits; also the beginnings of longer words",
        "stamps": "words in capitals at the head of a line; patterns, with case",
        "bracketed": "words that hold at the beginning of a bracket, whatever follows in it; patterns",
        "bracketed_before": "words that hold there only when a sign, a number or one of the next follows",
        "bracketed_beside": "what may follow them",
        "spoken": "what a sentence says before “until”; patterns",
        "titles": "openings of headlines that look like an order; patterns",
        "title_verbs": "the end of the verb in them, in small letters",
        "of_a_desk": "words behind that verb that no headline has; patterns",
        "wishes": "what may ask to hold in the midst of a note; patterns",
        "file_name_begins": "first words of a file's name that hold; with case",
        "file_name_says": "words anywhere in a file's name that hold",
        "file_name_ends": "last words of a file's name that hold; with case",
        "field_words": "words in the name of an unknown field that holds; small letters a to z",
        "sidecar_field_words": "words in the name of an unknown field of a sidecar that makes it broken; small letters",
        "status_names": "names of the status field",
        "withdrawn": "statuses that withdraw; small letters",
        "draft": "statuses that hold back; small letters",
        "published": "statuses that let out; small letters",
        "yes": "values that say yes; small letters",
        "no": "values that say no; small letters",
        "not_published": "values of a date of publication that say there is none",
    },
}
#: What belongs to no one language.
COMMON = "mul"

_HERE = Path(__file__).parent
COMPILED = _HERE / "words.json"
Words = dict[str, dict[str, Any]]


def words(table: str, name: str) -> dict[str, Any]:
    """What every language has under a name of a table, by the tag of the language; in the order of the tags, `mul` last."""
    found = {tag: tables.get(table, {}).get(name) for tag, tables in languages().items()}
    return {tag: value for tag, value in found.items() if value is not None}


def every_word(table: str, name: str) -> tuple[str, ...]:
    """The words of all languages under a name of a table, each once, in the order of the languages and of their files."""
    return tuple(dict.fromkeys(word for one in words(table, name).values() for word in one))


@cache
def languages() -> dict[str, Words]:
    """All language files, by their tags."""
    sources = read_sources()
    try:
        compiled = json.loads(COMPILED.read_bytes())
    except OSError:
        compiled = {}
    if compiled.get("digest") == digest(sources):
        found: dict[str, Words] = compiled["languages"]
        return found
    return parsed(sources)


def read_sources() -> dict[str, bytes]:
    """The bytes of every file, by the tag it is named for."""
    files = sorted(_HERE.glob("*.toml"), key=lambda file: (file.stem == COMMON, file.stem))
    return {file.stem: file.read_bytes() for file in files}


def digest(sources: Mapping[str, bytes]) -> str:
    """A fingerprint of all files."""
    whole = sha256()
    for tag, content in sources.items():
        whole.update(f"{tag} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def parsed(sources: Mapping[str, bytes]) -> dict[str, Words]:
    """The tables of every file. Raises ValueError, with the file's name, for bad TOML and for tables nobody asks for."""
    found = {}
    for tag, content in sources.items():
        try:
            found[tag] = tomllib.loads(content.decode())
        except ValueError as error:
            raise ValueError(f"{tag}.toml cannot be read: {error}") from error
        _check(tag, found[tag])
    return found


def _check(tag: str, tables: Mapping[str, Any]) -> None:
    for table, entries in tables.items():
        if table == "language":
            continue
        if table not in TABLES:
            raise ValueError(f"{tag}.toml has a table [{table}] that nobody reads; there are {', '.join(TABLES)}.")
        for name in entries:
            if name not in TABLES[table] and "*" not in TABLES[table]:
                known = ", ".join(TABLES[table])
                raise ValueError(f"{tag}.toml: nobody reads “{name}” of [{table}]; there are {known}.")
