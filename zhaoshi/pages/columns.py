"""The columns of the site: where each stands, what it is called and what it says of itself."""

from msgspec import Struct

from zhaoshi import routes
from zhaoshi.problems import Message, msg


class Column(Struct, frozen=True):
    """A column in the sense of the national guide for government websites."""

    route: str
    name: Message
    description: Message


NOTICES = Column(
    routes.NOTICES,
    msg("Notices"),
    msg("Notices on inspections, on what was found and on how far it has been put right, newest first"),
)
PROGRESS = Column(
    routes.PROGRESS,
    msg("Open findings"),
    msg("Every finding on which something is still owed, overdue ones first"),
)
UNITS = Column(routes.UNITS, msg("Units"), msg("Inspected units, their notices and their progress"))
ROUNDS = Column(routes.ROUNDS, msg("Rounds"), msg("Inspection rounds and the units inspected in each"))
INSTITUTIONS = Column(
    routes.INSTITUTIONS,
    msg("Institutions"),
    msg("Register of the rules that units made: what was claimed and what is listed"),
)
UPDATES = Column(
    routes.UPDATES,
    msg("Updates"),
    msg(
        "By the day on which it happened: notices published, corrected or withdrawn, replies, what units did about"
        " findings, and what the inspectors said of it."
    ),
)
REPLIES = Column(routes.REPLIES, msg("Replies"), msg("What citizens raised and what was answered"))
CONTACT = Column(routes.CONTACT, msg("Contact"), msg("How to tell us that something is not true or not done"))
DATA = Column(routes.DATA, msg("Data"), msg("Downloads for researchers and supervisors, with a data dictionary"))
ABOUT = Column(routes.ABOUT, msg("About"), msg("Who publishes this site and what every status and figure means"))
ACCESSIBILITY = Column(
    routes.ACCESSIBILITY,
    msg("Accessibility"),
    msg("How accessible this site is, and what to do where it is not"),
)
SITE_MAP = Column(routes.SITE_MAP, msg("Site map"), msg("All columns, years, units and rounds of this site"))
SEARCH = Column(
    routes.SEARCH,
    msg("Search"),
    msg("Full text of notices, findings, rules and replies, by unit, round and year"),
)
NOT_FOUND = Column(routes.NOT_FOUND, msg("Page not found"), msg("There is no page at this address"))

NAVIGATION = (NOTICES, PROGRESS, UNITS, ROUNDS, INSTITUTIONS, UPDATES, REPLIES, CONTACT)
FOOTER = (ABOUT, DATA, ACCESSIBILITY, SITE_MAP)
