"""Rules that keep people out of the files: git never forgets, so an identifier must be stopped before its commit."""

from scrplan.check.identifiers import identifiers
from scrplan.check.rules.records import Rule, RuleScope
from scrplan.diagnostics import Severity

_PAGES = {
    "nhs-number": """\
An NHS number is in the file.

It names one person for life. Ten digits count only where their check digit is right, so that other numbers pass. The
text of the whole file is looked at, comments too.

To fix: take it out. If it was committed before, it is still in git's history: tell your data protection officer.

Bad:
    - ref: "1"
      agency: Health
      text: Review the record of 999 000 0018

Good:
    - ref: "1"
      agency: Health
      text: Review the record of the child's mother
""",
    "ni-number": """\
A national insurance number is in the file.

It names one person for life.

To fix: take it out.

Bad:
    - ref: "1"
      agency: Health
      text: Review the claim of AB 12 34 56 C

Good:
    - ref: "1"
      agency: Health
      text: Review the claim of the child's mother
""",
    "date-of-birth": """\
A date of birth is in the file.

A full date beside a word of birth, with the place and the year of the review, shows who the child is.

To fix: write the age, or the year.

Bad:
    - ref: "1"
      agency: Health
      text: Review the records of Child G (born 12 March 2009)

Good:
    - ref: "1"
      agency: Health
      text: Review the records of Child G, who was two years old
""",
    "postcode": """\
A postcode is in the file.

A postcode is shared by some fifteen homes.

To fix: take it out, or write the ward or the town. For an office's address, allow this rule and say so in the note.

Bad:
    - ref: "1"
      agency: Health
      text: Visit the family's home, SW1A 1AA

Good:
    - ref: "1"
      agency: Health
      text: Visit the family's home
""",
    "phone-number": """\
A telephone number is in the file.

Numbers of the geographic and the mobile ranges count; those of helplines and public services (0300, 0800, 111) do not.

To fix: take it out; a role is enough to find who leads.

Bad:
    - ref: "1"
      agency: Health
      text: Ring the health visitor on 01632 960123

Good:
    - ref: "1"
      agency: Health
      text: Ring the health visitor
""",
    "email-address": """\
An e-mail address is in the file.

It names a person, and these files are published.

To fix: take it out; a role is enough to find who leads.

Bad:
    - ref: "1"
      agency: Health
      text: Send the form to jo.bloggs@example.org

Good:
    - ref: "1"
      agency: Health
      text: Send the form to the board manager
""",
    "listed-name": """\
A name from the board's private list is in the file.

The list holds the names of the child, the family and whoever else must not be found: a name a line, in a file that
names_file in scrplan.yaml points to and that is kept outside the repository. Where that file is missing, as on a
public server, names are not looked for, and validate says so.

To fix: write the pseudonym.

Bad:
    # the private list has: Jo Bloggs
    - ref: "1"
      agency: Health
      text: Review the records of Jo Bloggs

Good:
    # the private list has: Jo Bloggs
    - ref: "1"
      agency: Health
      text: Review the records of Child G
""",
}

RULES = tuple(Rule(name, Severity.ERROR, RuleScope.TEXT, identifiers, page) for name, page in _PAGES.items())
