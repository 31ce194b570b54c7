"""Every word of the dashboard, in English, in one place.

A translation is a module beside this one (``texts_fr.py``) with words and functions of the same
names; what it does not have stays English. See ``visitor_language.py`` for who gets which.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from dashboard.language import country_names, visitor_language
from geo.atlas import DateBasis, SelectionCounts, Unit
from geo.corrections import Correction, MeasuredPrecision, Scope, Spot
from geo.models import Place, Role
from geo.places.kinds import is_country
from geo.timing import EventDate, Precision

TITLE = "Dateline"
TAGLINE = "Where and when the news happens"

DATES = "Dates"
SEARCH = "Search articles"
SEARCH_HINT = "Search: flood OR storm, “state of emergency”, -sport"
SEARCH_HELP = (
    "Words are all looked for; “in quotation marks” in this order; OR for either; NOT or a minus "
    "for without; brackets; mosc* for what begins so. Case and accents make no difference."
)
EXCERPTS = "Excerpts"
PLACES = "Places"
UNPLACED = "Names that could not be placed"
SHARE = "Share"
FIND_CHOICE = "Find among them"
FILTERS = "Filters"
RESET = "Show everything"
UNDO = "Undo"
REMOVE = "Remove"
CHIPS = "What is selected"
LOCALE = "en"
SLIDER_FORMAT = "D MMM YYYY"
SORT = "Sort by this column"
STATE = "Why"
LANGUAGE = "Language"
TABS = {
    "changed": "Changes",
    "placed": "Places",
    "articles": "Articles",
    "unplaced": "Not placed",
    "unread": "Not read",
}
COLUMNS = {"name": "Name", "kind": "Precision", "country": "Country", "count": "Count"}
HEADLINE = "Title"
DAY = "Published"
AND_ALSO = "and also"
CHANGE = "Points"
SIDES = "Whose sentences"
CHANGED_ABOUT = (
    "How often each place is named on either side, and how its share of everything counted there "
    "differs, in percentage points: from 10 % to 18 % is +8 points. So a day compares with a month."
)
COMPARE = "Compare"
COMPARE_KINDS = {"none": "Nothing", "dates": "Another period", "source": "Another source"}
COMPARING = {
    "title": COMPARE,
    "with": "Compare the selection with",
    "choose": "Choose",
    "here": "This month",
    "there": "with the month",
    "before": "With the time just before",
    "beforeHelp": "As long as the chosen dates, and directly before them",
    "needs": "Choose dates under the map first, then the time before them can be told.",
    "days": "Other days",
    "from": "from",
    "to": "to",
    "source": "with the source",
    "own": "This side:",
    "side": "This side is the whole selection; choose a source for it among the filters.",
    "noDates": "No article here has a date.",
}
LEGEND_MORE = "a larger share in the selection"
LEGEND_LESS = "a larger share in the other"
FIND = "Find a place"
FIND_HINT = "Find a place"
FIND_HERE = "In these articles"
FIND_ELSEWHERE = "Not named here: show what is near"
FIND_NONE = "No place of this name is known."
NEAR_NONE = "Nothing in this selection is named within 500 km."
NEAR_DO = "Not named in this selection. Nearest to it:"
NEAR_KNOWN = "Nearest to it:"
EARLIER, LATER = "earlier", "later"
DATE_BASES = {DateBasis.PUBLISHED: "Published", DateBasis.SPOKEN: "Spoken of"}
DATE_BASES_ABOUT = {
    DateBasis.PUBLISHED: "By the day an article was published",
    DateBasis.SPOKEN: "By the days that the sentence naming a place speaks of",
}
SPOKEN_DATES_CHIP = "by the dates spoken of"
LANGUAGES_OF = "Language"
CONFIDENCE = "How certain a place is"
CONFIDENCES = {0.0: "Any", 0.7: "70 % or more", 0.9: "90 % or more"}
FOCUS_HELP = (
    "An article mentions many places and is about few: those that it names most, early and as "
    "places. Leaves out where they are merely mentioned."
)
SCOPE = "Which places"
SCOPES = {False: "Named", True: "About"}
FOCUS_CHIP = "what articles are about"
FOCUS_ALL = "Mentioning it"
FOCUS_ABOUT = "About it"
FOCUS_GROUP = "Which articles"
MAP_PLACES = "Places: GeoNames"
WITHOUT_UNDATED = "dated only"
WITH_UNDATED = "with undated ones"
LEFT_OUT_ABOUT = (
    "Left out unless asked for: names of places within those of organisations and publishers, "
    "and articles that name no place. Remove this to see them too."
)
UNKNOWN_PLACE = "a place that is not known here"
UNPLACED_ABOUT = "Named in these articles, but too uncertain to put on the map."
UNREAD_ABOUT = (
    "Kept with their date and source, and found by searching, but no names were looked for: "
    "no language model for them is installed."
)
TOO_UNSURE = "too uncertain"
UNIT = "Count"
ROLES = "How a place is named"
SOURCES = "Source"
COUNTRIES = "Country"
ANY = "Any"
UNDATED = "Include articles without a date"
TILES = "Street map from the internet"
TILES_HELP = (
    "Loads map tiles from a server, which thereby learns which part of the world you look "
    "at. Off, nothing leaves this computer. Where tiles do not come, the built-in map stays."
)
ALL_DATES = "All"
LAST_MONTH = "Last month"
LAST_MONTH_ABOUT = "The last thirty days that there are articles of"
AROUND_ABOUT = "From a day before to a day after the selection"
TIMELINE = {
    "dates": DATES,
    "presets": "Periods",
    "moving": "Moving window",
    "play": "Play: move the window through time",
    "pause": "Pause",
    "speed": "Speed",
    "adds": "Add up",
    "addsAbout": "Keep what has been shown while time goes on",
    "clock": "Which dates",
}
DOWNLOAD = "Download"
DOWNLOAD_FORMAT = "Format"
DOWNLOAD_TEXT = "With the sentences"
DOWNLOAD_TEXT_HELP = "Leave them out where copyright asks for it."
DOWNLOAD_TITLE = "Title"
DOWNLOAD_FORMATS = {
    "csv": "Table",
    "xlsx": "Excel",
    "geojson": "GeoJSON",
    "kml": "Google Earth",
    "parquet": "GeoParquet",
    "gpkg": "GeoPackage for QGIS",
    "lp.json": "Linked Places",
    "jsonld": "Web Annotations",
    "sqlite": "SQLite for Datasette",
    "bib": "Articles for BibTeX",
    "ris": "Articles for Zotero",
    "png": "Picture of the map",
    "svg": "Drawing of the map",
    "gif": "The dates playing",
    "zip": "Website",
}
SHARE_LINK = "Link"
SHARE_COPY = "Copy"
SHARE_COPIED = "Copied"
SHARE_HELP = "This link opens the same view: dates, place, filters and map."
SHARE_EMBED = "For a web page"
SHARE_EMBED_HELP = "A frame with the map and its dates, and a link where frames are not shown."
SHARE_FEED = "Feed"
SHARE_FEED_HELP = "For a feed reader: the articles of this selection, also those to come."
WATCH = {
    "arrived": "{n} new articles – show",
    "arrivedOne": "1 new article – show",
    "since": "{n} new since {day}",
    "about": "The articles that came in since you last looked",
}
SHARE_CITATION = "Citation"
SHARE_CITATION_HELP = "What is shown, by which version, and when you looked at it."

ROLE_NAMES = {
    Role.PLACE: "As a place",
    Role.DATELINE: "In a dateline",
    Role.ACTOR: "As an actor",
    Role.DEMONYM: "As a people",
    Role.ORGANISATION: "In an organisation's name",
    Role.PUBLISHER: "As the publisher's",
}
ROLES_HELP = (
    "“in Moscow” is a place, “MOSCOW (AP) —” a dateline, “Moscow said” an actor, “Muscovites” "
    "a people, “the Moscow Times” an organisation."
)
ROLE_BADGES = {
    Role.PLACE: "named in",
    Role.DATELINE: "dateline",
    Role.ACTOR: "as an actor",
    Role.DEMONYM: "as a people",
    Role.ORGANISATION: "in an organisation's name",
    Role.PUBLISHER: "publisher's",
}

UNIT_NAMES = {Unit.MENTIONS: "Mentions", Unit.ARTICLES: "Articles", Unit.STORIES: "Stories"}
UNIT_WORDS = {
    Unit.MENTIONS: ("mention", "mentions"),
    Unit.ARTICLES: ("article", "articles"),
    Unit.STORIES: ("story", "stories"),
}

LEGEND_POINT = "city or site"
LEGEND_AREA = "country or region: somewhere within"
LEGEND_PLACE = "named as a place"
LEGEND_ACTOR = "as an actor or people"
LEGEND_UNSURE = "less certain"
LEGEND_JOINED = "several places"

MAP_FIT = "Show all places"
MAP_UNSURE = "less certain"
MAP_BASEMAP = "Map: Natural Earth"
MAP_AREAS = {
    "layers": "What is drawn",
    "points": "Points",
    "areas": "Areas",
    "both": "Both",
    "legend": "Shades of areas",
    "shade": "What areas are shaded by",
    "perplace": "Articles per place in it",
    "perplaceIs": "{n} articles for each place in it",
    "share": "Share of all {units}",
    "shareIs": "{n} % of all {units}",
    "count": "{units} of the area itself",
    "unconfirmed": "outline not confirmed",
    "elsewhere": "Continents, oceans and parts of the world",
}
MAP_MAPS = {"group": "How the comparison is shown", "one": "Difference", "two": "Two maps"}
MAP_AREA_FILTER = {
    "group": "Only in an area",
    "rectangle": "Only in a rectangle: draw it",
    "polygon": "Only in an area: draw its corners",
    "view": "Only what the map shows",
    "clear": "Everywhere again",
    "rectangleHelp": "Press two opposite corners, or move the map with the arrow keys and set each "
    "with Enter. Escape gives up.",
    "polygonHelp": "Press the corners, and the first again to finish, or move the map with the "
    "arrow keys and set each with Enter, the last one twice. Backspace takes one back, Escape "
    "gives up.",
}
AREA_CHIP = "in the area drawn"
TILES_SILENT = "The server of the street map does not answer. The built-in map is shown."
# ``{name}`` and ``{n}`` are filled in by the map's script.
MAP_WORDS = {
    "frame": "Map of places",
    "skip": "Skip the map",
    "zoomIn": "Zoom in",
    "zoomOut": "Zoom out",
    "markers": "Places: arrow keys go from one to the next, Enter opens it",
    "oneMore": "{name} and 1 more",
    "more": "{name} and {n} more",
    "upTo": "up to {n}",
    "points": "{n} points",
    "pointsTitle": "Change in percentage points",
    "chosen": "Chosen: {name}. Its sentences are beside the map.",
    "sentence": "First sentence",
    "readOn": "Read on",
    "close": "Close",
}

FIRST_RUN_TITLE = "Reading the articles"
FIRST_RUN_WHY = "Once, at the first start. It stays on this computer."
PREPARING = "Building the list of the world's place names"

NOTHING_READ = "There are no articles yet."
NOTHING_READ_DO = (
    "Put articles into a folder and start with `make run ARTICLES=that/folder`, or add them "
    "with `dateline ingest that/folder`."
)
LOOK_AGAIN = "Look again"
BROKEN = "A part of these articles is damaged and left out; everything else is shown."
BROKEN_DO = "`dateline atlas verify --drop` takes it out, so that its articles can be read again."
BROKEN_DETAILS = "What is damaged"
NO_RESULTS = "No article fits this selection."
NO_RESULTS_DO = "Widen the dates, shorten the search or remove a filter."
NOTHING_PLACED = "No place is named in these articles."
NOTHING_PLACED_DO = "Names that could not be placed, if any, are listed with their sentences."
CHOOSE_PLACE = "Choose a place"
CHOOSE_PLACE_DO = "on the map or in the list to read the sentences that name it."
GROUP_DO = "close together. Choose one, or zoom in."
NO_SENTENCES = "No sentence in this selection names this place."
NO_SENTENCES_DO = "Widen the dates or remove a filter."
LESS_CERTAIN = "Less certain: this may be another place of that name."
NOT_PLACED = "Could not be placed with enough certainty, so it is not on the map."
TO_BE_ASKED = "still to be asked"
NOT_ASKED = "A geocoding service could not be reached. The next ingest asks it again."
WHY = "Why here?"
WHY_TITLE = "Why here"
WHY_OLD = "No reasons were kept for this mention; reading the articles again keeps them."
OPEN = "Read the article"
SHEET = "More of it, or less"
ZOOM_IN = "Zoom to it"
READER = "Article"
READER_BACK = "Back to the sentences"
PREVIOUS = "Newer article"
NEXT = "Older article"
UNPLACED_MARK = "not placed"
READER_CUT = "The rest of this very long text is neither shown nor read for places."
NO_ARTICLE = "This article is not in the atlas."
MORE = "Show more"
CLOSE = "Close"
UNTITLED = "Untitled"
NO_DATE = "no date"
NO_SOURCE = "unknown source"
NO_DATES = "No article here has a date."
ORIGINAL = "Original"
FAILED = "The articles could not be read"
FAILED_UNEXPECTEDLY = "Something unexpected went wrong; the server's log has the details."
REQUEST = "It has the number {request} there. What you do next is a new attempt."
SIGN_IN = "Sign in"
SIGN_OUT = "Sign out {who}"
SIGN_IN_TO_LOOK = "Who looks at these articles must sign in."
SIGNED_IN_IN_VAIN = "You have signed in as somebody who may not look at these articles."
SIGN_IN_FAILED = "Signing in does not work here. Whoever runs this server finds why in its log."
UNVERIFIED = "Your e-mail address is not confirmed by your identity provider, so it does not count."
GATE_QUERY = "This address is too long."
GATE_RATE = "Too many requests come from your network. Wait a moment and try again."
GATE_FULL = "As many people as this server takes are here at the moment. Try again in a minute."
GATE_FULL_HERE = (
    "As many people as this server takes from one network are here at the moment. "
    "Try again in a minute."
)
GATE_NO_UPLOADS = "Articles cannot be brought here."
GATE_UPLOAD = "This is more than may be brought at once."
CANNOT_READ = "The atlas cannot be read"
CANNOT_GO_ON = "Dateline cannot go on like this"
REJECTS = "Could not be read"
TRY_AGAIN = "Try again"

UPLOADS = "Your own articles"
UPLOADS_ADD = "Add articles"
UPLOADS_ABOUT = (
    "They are read on this server and kept for you alone, until you leave or load the page "
    "anew. Nobody else can see them unless you keep them for everyone."
)
UPLOADS_SHARED_ABOUT = "They are added to the articles of this server, for everyone."
UPLOADS_FILES = "Files"
UPLOADS_FILES_LABEL = "Articles as files, or a zip of them"
UPLOADS_FILES_HELP = "Text, web pages, Markdown, tables, JSON, feeds, PDF, Excel, WARC or a zip."
UPLOADS_TEXT = "Text"
UPLOADS_TEXT_LABEL = "An article as text"
UPLOADS_TEXT_HINT = "A headline, an empty line, the date, and the text"
UPLOADS_TEXT_NAME = "pasted text"
UPLOADS_FEED = "Feed or page"
UPLOADS_FEED_LABEL = "Address of a feed, or of an article"
UPLOADS_FEED_HELP = (
    "This server asks for it, and tells the site no more than that. Addresses inside the "
    "server's own network are refused."
)
UPLOADS_READ = "Put on the map"
UPLOADS_PREPARING = "Getting ready to read"
UPLOADS_READING = "Reading your articles"
UPLOADS_NOTHING = "Choose files, paste a text or give an address first."
UPLOADS_NOT_AN_ADDRESS = "This is no web address: give one that begins with http:// or https://."
UPLOADS_KEEPING = "Keeping your articles"
UPLOADS_KEEP = "Keep for everyone"
UPLOADS_KEEP_HELP = (
    "Adds them, and what you put right in them, to the articles of this server: they outlast a "
    "reload, and everybody who comes here sees them."
)
UPLOADS_KEPT = "Kept for everyone"
UPLOADS_FOR_GOOD = (
    "They are in this server's atlas. To have them whatever becomes of it, put the files into a "
    "folder and start with `make run ARTICLES=that/folder`, or `dateline ingest` them."
)
UPLOADS_READ_AS = "Read as {language}"
UPLOADS_STOP = "Stop"
UPLOADS_STOPPED = "You stopped the reading; what was read by then is here."
UPLOADS_SHOWN = "Your own articles, for you alone until you leave"
UPLOADS_BACK = "Back to all articles"
UPLOADS_FORTH = "Show your articles"
UPLOADS_DELETE = "Delete them"
UPLOADS_CLOSE = "Close"
UPLOADS_NONE = "No article could be read in what you brought."
UPLOADS_NONE_DO = "The reasons are below. Everything else is as it was."
UPLOADS_NOT_SHARED = (
    "These articles are yours alone: whoever opens the link sees all articles instead."
)

WRONG = "Wrong place?"
PLACE_IT = "Say where it is"
CORRECTED = "corrected"
UNDO_CORRECTION = "Undo"
THIS_SPOT = "This very spot"
CORRECTING = {
    "title": "Put right",
    "means": "It means",
    "now": "taken for this now",
    "or": "or",
    "nowhere": "Not a place",
    "search": "Search another place",
    "hint": "A name, or 34.5, 62.2",
    "find": "Search",
    "pick": "Point at the map",
    "picking": "Press the map where it is…",
    "reach": "This holds for",
    "by": "Your name",
    "note": "Why",
    "optional": "optional",
    "save": "Put right",
    "cancel": "Cancel",
    "map": "On the map",
}
CORRECTING_GROUPS = {
    "map": "On the map",
    "search": "Found by that name",
    "candidates": "What was considered",
}
CORRECTING_NOT_FOUND = (
    "The gazetteer knows no place of that name. Try another spelling, or the map."
)
CORRECTING_CHOOSE = "Choose what it means first."

TAGS = "Tags"
NOTE_CHANGE = "note"
NOTES = {
    "region": "Notes",
    "none": "No notes yet",
    "text": "Note",
    "hint": "What should be known of this article?",
    "tags": "Tags",
    "tagsHint": "to check, border",
    "by": "Your name",
    "optional": "optional",
    "about": "About",
    "article": "the article",
    "add": "Add the note",
    "write": "Write a note",
    "cancel": "Cancel",
    "undo": "Take back",
    "only": "Only what is tagged {tag}",
}

STORY = "Story"
STORY_STEPS = ("step", "steps")
STORY_EVERYTHING = "everything"
STORY_CHANGE = "change of the story"
STORY_KEPT = "Every change is kept, and the link in the address bar tells the story."
STORY_IN_LINK = (
    "Stories cannot be kept on this server. The link in the address bar carries the steps: share "
    "or bookmark it."
)
STORY_FULL_LINK = (
    "A link cannot carry more than this: shorten a sentence, or remove a step. A Dateline of your "
    "own keeps longer stories."
)
STORY_WALK = {
    "region": "Story",
    "previous": "Step before",
    "next": "Next step",
    "start": "Start",
    "again": "Show the step again",
    "leave": "Leave the story",
    "keys": "Arrow keys lead from step to step",
}
STORY_EDITOR = {
    "region": "Arrange a story",
    "heading": "Story",
    "close": "Close",
    "title": "Title",
    "steps": "Steps",
    "step": "Step {number}",
    "sentence": "Sentence",
    "hint": "What is to be seen here?",
    "show": "Show step {number}",
    "up": "Move step {number} up",
    "down": "Move step {number} down",
    "anew": "Use the present view for step {number}",
    "anewShort": "Use this view",
    "remove": "Remove step {number}",
    "add": "Add this view",
    "now": "Shown now",
    "walk": "Walk through it",
    "others": "Stories kept here",
    "begin": "Another story",
    "discard": "Remove the story",
    "empty": "Choose dates, a place or a search, move the map, and add what is shown as a step.",
    "full": "A story has no more steps than this.",
}

NAMES_TITLE = "Which place is meant?"
NAMES_HINT = "Herat, Springfield, Torghundi…"
NAMES_WHY = (
    "Type a name to see which places bear it, the likeliest first, and why. In an article the "
    "names around it weigh as well."
)
NAMES_NAME, NAMES_COUNTRY, NAMES_ANYWHERE = "Name", "Country", "Anywhere"
NAMES_ASK = "Also ask {}"
NAMES_ASK_HELP = "Only the name is sent, and only if the cache does not know it."
NAMES_FOUND, NAMES_NOT_FOUND = (
    "Candidates, with their likelihood",
    "No place of this name is known.",
)
NAMES_CACHE = "Answers kept from online services"
NAMES_EMPTY = "Nothing has been asked online."
NAMES_PENDING_DO = "The next ingest asks for them, or dateline geocode --pending."
NAMES_NOT_ASKED = "The service could not be asked."
PERCENT_WORDS = ("percent", "percent")

CONNECTION_BANNER = {
    "gone": "The server cannot be reached. What you see stays; it goes on by itself once the "
    "server is back.",
    "back": "The server is back.",
}

BACK_TO_MAP = "The articles"
TRY_NAME = "Try a name"
CHECKING_LINK = "Accuracy and corrections"
CHECKING = {
    "title": "How right are the places?",
    "about": (
        "Thirty mentions, drawn at random from those that the map shows. Say of each whether the "
        "place is the one that is meant; the share that is right is then known, and how surely."
    ),
    "start": "Draw thirty mentions",
    "again": "Draw thirty others",
    "done": "That was the last of them. Thank you.",
    "taken": "Taken for",
    "question": "Is this the place that is meant?",
    "right": "Right",
    "wrong": "Wrong",
    "unsure": "Cannot tell",
    "keyRight": "R",
    "keyWrong": "W",
    "keyUnsure": "U",
    "back": "Back",
    "corrections": "What was put right",
    "none": "Nothing so far. “Wrong place?” beside any mention puts it right.",
    "undo": "Undo",
    "unreadable": "Lines of the file of corrections that cannot be read, and are left out:",
    "readOnly": "This server is for reading only: nothing can be judged or put right here.",
}

DATE_ORIGINS = {
    "metadata": "",
    "text": "",
    "url": "date in the address",
    "file": "file date",
    "story": "date of the story",
}

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tg": "Tajik", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

_CLASSES = {
    "A": "region",
    "H": "water",
    "L": "region",
    "P": "city or town",
    "R": "road",
    "S": "site",
    "T": "landform",
    "U": "undersea",
    "V": "forest",
}
_CODES = {"CONT": "continent", "ADM1": "province or state", "ADM2": "district", "RGN": "region"}


def count(number: int, one: str, many: str) -> str:
    """``1 place``, ``1,234 places``."""
    return f"{number:,} {one if number == 1 else many}"


def named(name: str) -> str:
    """The text of this name, which work that has no visitor passes on to those who look."""
    found: str = globals()[name]
    return found


def uploads_read(read: int, new: int) -> str:
    """``12 articles came in``, with how many were there already."""
    came = f"{count(new, 'article', 'articles')} came in"
    known = read - new
    return f"{came}; {count(known, 'was', 'were')} there already." if known else f"{came}."


def uploads_kept(read: int, new: int) -> str:
    """``12 articles were added``, with how many were there already."""
    known = read - new
    added = f"{count(new, 'article was', 'articles were')} added"
    return f"{added}; {count(known, 'was', 'were')} there already." if known else f"{added}."


def uploads_untold(articles: int) -> str:
    """That nothing is guessed, and what to do."""
    which = count(articles, "article is", "articles are")
    return f"{which} too short to tell the language, and not read. Which language is it?"


UPLOADS_CUT_VISIT = "No more were read: you have brought as many articles as one visit may."
UPLOADS_CUT_TIME = "No more were read: reading for one visit may take no longer."
UPLOADS_CUT_ROOM = (
    "No more were read: the server has no more room for visitors' articles now. Try again later."
)


def uploads_cut(most: int) -> str:
    """Why there are not more."""
    return f"Only the first {most:,} were read, which is how many may be brought at once."


def uploads_too_large(size: int, most: int) -> str:
    """Why files are not taken."""
    return (
        f"These are {size / 1e6:,.1f} MB, and at most {most / 1e6:,.0f} MB may be brought at once."
    )


def taken_for(name: str) -> str:
    """``taken for Georgia now``."""
    return f"Taken for {name} now"


def scope(reach: Scope, spot: Spot) -> str:
    """How far a correction reaches."""
    if reach is Scope.MENTION:
        return "this mention"
    if reach is Scope.ARTICLE:
        return f"every {quoted(spot.phrase)} in this article"
    if reach is Scope.SOURCE:
        return f"every {quoted(spot.phrase)} taken for the same place in this source"
    return f"every {quoted(spot.phrase)} taken for the same place, also in articles to come"


def correction(said: Correction) -> str:
    """What was put right, in one line."""
    return f"{quoted(said.spot.phrase)} → {target(said)}, {reach(said.scope)}"


def tagged(tag: str) -> str:
    """``#to check``."""
    return f"#{tag}"


def written(by: str, when: date) -> str:
    """``Ann, 9 Jul 2021``."""
    return ", ".join(filter(None, (by, day(when))))


def reach(scope: Scope) -> str:
    """``in this article``."""
    words = {
        Scope.MENTION: "here",
        Scope.ARTICLE: "in this article",
        Scope.SOURCE: "in this source",
        Scope.CORPUS: "everywhere",
    }
    return words[scope]


def target(said: Correction) -> str:
    """What the phrase means now."""
    return f"{said.place.name} ({whereabouts(said.place)})" if said.place else "not a place"


def signed(said: Correction) -> str:
    """``corrected by Ann, 22 Nov 2026``."""
    who = f"corrected by {said.by}" if said.by else CORRECTED
    return f"{who}, {day(said.at.date())}" + (f": {said.note}" if said.note else "")


def precision(found: MeasuredPrecision) -> str:
    """``27 of 30 right: 90 % (with 95 % certainty 74 to 97 %)``."""
    judged = found.right + found.wrong
    unsure = f", {found.unsure} unsure" if found.unsure else ""
    low, high = round(100 * found.low), round(100 * found.high)
    return (
        f"{found.right} of {judged} right{unsure}: {percent(found.value)} "
        f"(95 % interval: {low} to {high} %), of {found.population:,} placed mentions, "
        f"{day(found.at.date())}"
    )


def drawn_from(mentions: int, narrowed: Sequence[str]) -> str:
    """``The map shows 1,234 placed mentions: “border”, Wire.``"""
    said = f"The map shows {count(mentions, 'placed mention', 'placed mentions')}"
    return f"{said}: {', '.join(narrowed)}." if narrowed else f"{said}."


def coordinates(place: Place) -> str:
    """``34.52813, 69.17233``, degrees north and east."""
    return f"{place.latitude:g}, {place.longitude:g}"


def shared_title(selected: str) -> str:
    """``Dateline map of news: “border”, Moscow``; all articles where nothing was selected."""
    return f"Dateline map of news: {selected or 'all articles'}"


def citation(title: str, version: str, today: date) -> str:
    """How a view is cited; the address comes in place of ``{url}``."""
    return f"{title}. Dateline {version}. {{url}} (accessed {day(today)})."


def download_file(suffix: str) -> str:
    """The button that fetches a file of this format."""
    return f"Download .{suffix}"


def downloaded(counts: SelectionCounts) -> str:
    """How much the file holds."""
    return (
        f"{count(counts.mentions, 'placed mention', 'placed mentions')} in "
        f"{count(counts.articles, 'article', 'articles')}, as selected; names that could not be "
        "placed are not in it."
    )


def download_too_large(most: int) -> str:
    """What to do where there is too much for a page."""
    return (
        f"More than {most:,} mentions are too many for the page: narrow the selection, or "
        "use `dateline export` on the server."
    )


def names_waiting(number: int) -> str:
    """``3 names still to be asked``."""
    return f"{count(number, 'name', 'names')} still to be asked"


def inhabitants(number: int) -> str:
    """``12,000 people``."""
    return f"{number:,} people"


def answers(found: int, missing: int) -> str:
    """``12 found, 3 not found``."""
    return f"{found:,} found, {missing:,} not found"


def failures(number: int, reason: str) -> str:
    """``3 failures in a row: timed out``."""
    return f"{count(number, 'failure', 'failures')} in a row: {reason}"


def quoted(text: str) -> str:
    """``“flood rescue”``."""
    return f"“{text}”"


def period(first: date | None, last: date | None) -> str:
    """``9 Jul 2021 – 2 Aug 2021``, ``from 9 Jul 2021``, ``9 Jul 2021``."""
    if first and last:
        return day(first) if first == last else f"{day(first)} – {day(last)}"
    return f"from {day(first)}" if first else f"until {day(last)}" if last else ""


def roles(chosen: Sequence[Role]) -> str:
    """``as a place, in a dateline``."""
    names = ", ".join(ROLE_NAMES[role] for role in chosen)
    return names[:1].lower() + names[1:]


@cache
def language(code: str) -> str:
    """``German`` for ``de``; the code where there is no name for it."""
    return LANGUAGES.get(code, code) or "unknown language"


def status(counts: SelectionCounts, basis: DateBasis = DateBasis.PUBLISHED) -> str:
    """``5 of 5 articles · 23 places · 2 undated``, of what is shown; what speaks of no time is
    not undated."""
    without = "undated" if basis is DateBasis.PUBLISHED else "without a time"
    return (
        f"{counts.articles:,} of {count(counts.articles_total, 'article', 'articles')}"
        f" · {count(counts.places, 'place', 'places')} · {counts.undated:,} {without}"
    )


def day(when: date) -> str:
    """``9 Jul 2021``."""
    return f"{when.day} {when:%b %Y}"


def published(when: date | None, origin: str | None) -> str:
    """The publication date, and where it is from when that makes it less certain."""
    if when is None:
        return NO_DATE
    note = DATE_ORIGINS.get(origin or "", "")
    return f"{day(when)} ({note})" if note else day(when)


@cache
def countries() -> dict[str, str]:
    """English names by ISO 3166-1 alpha-2 code."""
    return country_names.english()


def country_labels() -> dict[str, str]:
    """What the map calls countries, by code, where it is to call them otherwise than it does."""
    return {}


def country(code: str) -> str:
    """``Afghanistan`` for ``AF``; the code itself where there is no such country."""
    return countries().get(code, code)


def place_name(place: Place) -> str:
    """What a place is called: countries in the visitor's language, others as the gazetteer does."""
    return place.name


def weight(points: float) -> str:
    """``+1.5``, by how much a reason speaks for a place, or against it."""
    return f"{points:+.1f}"


def reason(text: str) -> str:
    """A reason for a place in the visitor's language; atlases hold them in English."""
    return text


def kind(place: Place) -> str:
    """What kind of place it is, so that an area is not taken for a spot."""
    if is_country(place):
        return "country"
    return _CODES.get(place.feature_code, _CLASSES.get(place.feature_class, "place"))


def whereabouts(place: Place) -> str:
    """``city or town · Herat · Afghanistan``: what and where, without the name itself."""
    inside = [part for part in (place.admin1, country(place.country_code)) if part]
    return " · ".join([kind(place), *(part for part in inside if part != place.name)])


def in_town(place: Place) -> str:
    """``somewhere in Keene, New Hampshire``: what is named is known no closer."""
    parts = (place.name, place.admin1 if place.admin1 != place.name else "")
    return f"somewhere in {', '.join(part for part in parts if part)}"


def percent(share: float) -> str:
    """``87 %``."""
    return f"{round(100 * share)} %"


def confident(share: float) -> str:
    """How sure the choice of place is."""
    return f"{percent(share)} sure of this place"


def position(at: int, total: int) -> str:
    """``2 of 5``."""
    return f"{at:,} of {total:,}"


AS_GIVEN = "as given with the article"


def marked(name: str, role: Role, sureness: str) -> str:
    """What a mark in an article says about itself."""
    return f"{name} · {ROLE_BADGES[role]} · {sureness}"


def reprints(number: int) -> str:
    """``and 12 reprints``, or nothing."""
    return f"and {count(number, 'reprint', 'reprints')}" if number > 0 else ""


def spoken(told: EventDate) -> str:
    """The time a sentence speaks of, as exactly as it says."""
    if told.earliest == told.latest:
        return day(told.earliest)
    first, last = told.earliest, told.latest
    if told.precision is Precision.YEAR and first.year == last.year:
        return f"{first:%Y}"
    if told.precision is Precision.MONTH and first.month == last.month:
        return f"{first:%b %Y}"
    return period(told.earliest, told.latest)


def about(times: Sequence[str]) -> str:
    """``speaks of 9 Jul 2021 and 1989``, or nothing."""
    return f"speaks of {', '.join(times)}" if times else ""


def named_in(mentions: int, articles: int) -> str:
    """``named 5 times in 3 articles``: said, not happened."""
    times = "once" if mentions == 1 else f"{mentions:,} times"
    return f"named {times} in {count(articles, 'article', 'articles')}"


def ignored(names: Sequence[str]) -> str:
    """The notice about parts of a link; a name that is not a plain word is not repeated."""
    plain = sorted({name for name in names if name.isascii() and name.isalnum()})
    said = ", ".join(plain[:10]) or "an unknown parameter"
    return f"Parts of this link could not be understood and were left out: {said}."


def progress(done: int, total: int, name: str) -> str:
    """``3 of 5 · kabul.txt``."""
    return f"{done:,} of {total:,} · {name}" if total else name


def timeline(unit: Unit, step: str) -> str:
    """``Mentions per week``."""
    return f"{UNIT_NAMES[unit]} per {step}"


def around(middle: date) -> str:
    """``Around 9 Jul 2021``."""
    return f"Around {day(middle)}"


def with_undated(number: int, basis: DateBasis) -> str:
    """``+ 2 undated``."""
    return f"+ {number:,} {'undated' if basis is DateBasis.PUBLISHED else 'without a time'}"


def dates(basis: DateBasis, first: date | None, last: date | None) -> str:
    """``9 Jul 2021 – 2 Aug 2021``, and by which dates where it is not as usual."""
    said = period(first, last)
    return f"speaks of {said}" if basis is DateBasis.SPOKEN else said


def also(name: str) -> str:
    """``and Paris``."""
    return f"and {name}"


def naming(names: Sequence[str]) -> str:
    """``Articles naming London and Paris``."""
    return f"Articles naming {' and '.join(names)}"


def near(name: str) -> str:
    """``near Torghundi``."""
    return f"near {name}"


def versus(source: str, first: date | None, last: date | None) -> str:
    """``compared with 1 Jul 2021 – 8 Jul 2021``."""
    return f"compared with {source or period(first, last)}"


def arrived_since(when: datetime) -> str:
    """``came in since 9 Jul 2021``."""
    return f"came in since {day(when.date())}"


def side_of_sources(sources: Sequence[str]) -> str:
    """One side of a comparison of sources: ``Wire``."""
    return ", ".join(sources) or "the selection"


def side_of_dates(first: date | None, last: date | None) -> str:
    """One side of a comparison of periods: ``9 Jul 2021 – 2 Aug 2021``."""
    return period(first, last) or "all dates"


def left_out(articles: int) -> str:
    """``without names in organisations and of publishers (11 articles)``."""
    said = "without names of organisations and publishers"
    return f"{said} ({count(articles, 'article', 'articles')})" if articles else said


def month(when: date) -> str:
    """``Jul 2021``."""
    return f"{when:%b %Y}"


def at_least(share: float) -> str:
    """``at least 90 % certain``."""
    return f"at least {percent(share)} certain"


def points(change: float) -> str:
    """``+4.2``, percentage points of everything counted."""
    return f"{100 * change:+.1f}".replace("-", "−")


def number(whole: int) -> str:
    """``1,234``."""
    return f"{whole:,}"


def kilometres(distance: float) -> str:
    """``12 km``."""
    return f"{round(distance):,} km" if distance >= 1 else "under 1 km"


def facet(name: str, number: int) -> str:
    """``Wire (12)``: so many articles."""
    return f"{name} ({number:,})"


def and_more(number: int) -> str:
    """``and 12 more``, or nothing."""
    return f"and {number:,} more" if number > 0 else ""


visitor_language.listen(__name__)
