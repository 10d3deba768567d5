"""The options that commands share, in groups; each is here once."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.completion import (
    offer_agencies,
    offer_plans,
    offer_ratings,
    offer_refs,
    offer_revisions,
    offer_rules,
)

Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PLAN]...",
        help="Plan files, folders or ids; every plan of the repository when none is given.",
        autocompletion=offer_plans,
    ),
]

Many = list[str] | None
Agencies = Annotated[
    Many, typer.Option(help="Of this agency, by any of its names. Repeat for more.", autocompletion=offer_agencies)
]


class FilterOptions(NamedTuple):
    """Which recommendations to keep."""

    agency: Agencies = None
    lead: Annotated[Many, typer.Option(help="With these words in a lead.")] = None
    rag: Annotated[Many, typer.Option(help="With this stated rating, or not_stated.", autocompletion=offer_ratings)] = (
        None
    )
    state: Annotated[Many, typer.Option(help="In this state, or open for all that are not done or stopped.")] = None
    theme: Annotated[Many, typer.Option(help="With this theme.")] = None
    timeliness: Annotated[Many, typer.Option(help="Overdue, due_soon, ...: see below.")] = None
    due_before: Annotated[str | None, typer.Option(metavar="DATE", help="Due before this date begins.")] = None
    due_after: Annotated[str | None, typer.Option(metavar="DATE", help="Due after this date has ended.")] = None
    text: Annotated[Many, typer.Option(help="With these words in what was written about it.")] = None
    where: Annotated[
        Many, typer.Option(metavar="'EXPRESSION'", help="Such as 'agency = GP and days_overdue > 90'.")
    ] = None
    view: Annotated[str | None, typer.Option(metavar="NAME", help="A filter saved in scrplan.yaml.")] = None


AsAt = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Judge on this day (a month or quarter: its last day). Default: today."),
]


class ClockOptions(NamedTuple):
    """The day on which everything is judged."""

    as_at: AsAt = None


class RevisionOptions(NamedTuple):
    """The day on which everything is judged, and the commit whose plans and settings are read."""

    as_at: AsAt = None
    revision: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Read the plans from git, as of this commit, branch or tag; @2013-09-30: as of that day.",
            autocompletion=offer_revisions,
        ),
    ] = None


class TableOptions(NamedTuple):
    """What the table holds, and in which order."""

    columns: Annotated[str | None, typer.Option(metavar="KEYS", help="Columns, such as ref,due: see below.")] = None
    sort: Annotated[str | None, typer.Option(metavar="KEYS", help="Fields to sort by, '-' for the reverse.")] = None
    full: Annotated[bool, typer.Option("--full", help="Long texts in full on a screen.")] = False


OutputFile = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its ending picks the format.")
]
Color = Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")]


class OutputOptions(NamedTuple):
    """In which format the answer goes where."""

    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="terminal, plain, markdown, csv or json."),
    ] = None
    output: OutputFile = None
    color: Color = "auto"


class CheckOptions(NamedTuple):
    """Which rules, and what fails."""

    rule: Annotated[
        Many, typer.Option(metavar="RULE", help="Only this rule. Repeat for more.", autocompletion=offer_rules)
    ] = None
    ignore: Annotated[
        Many, typer.Option(metavar="RULE", help="Not this rule. Repeat for more.", autocompletion=offer_rules)
    ] = None
    severity: Annotated[
        str | None,
        typer.Option(metavar="LEVEL", help="Show only findings of at least this severity: error, warning or advice."),
    ] = None
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 for warnings too.")] = False
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="For a hook: only the files named (if none, none), and the links of every other plan; short output.",
        ),
    ] = False
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Compare due dates with this commit. Default: the last one.")
    ] = None


class FindingsOptions(NamedTuple):
    """In which format the findings go where."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="text, lines, json, github, sarif, junit, csv or markdown."
        ),
    ] = None
    output: OutputFile = None
    color: Color = "auto"


ThePlan = Annotated[
    str,
    typer.Argument(metavar="PLAN", help="The plan: its id or file.", autocompletion=offer_plans, show_default=False),
]
Refs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REF]...", help="Refs of recommendations; or a filter by --where.", autocompletion=offer_refs
    ),
]


TheRef = Annotated[
    str, typer.Argument(metavar="REF", help="The recommendation.", autocompletion=offer_refs, show_default=False)
]


OneAction = Annotated[
    str | None, typer.Option(metavar="PART", help="This action of the recommendation, by its part or place.")
]


class WhichOptions(NamedTuple):
    """Which recommendations of a plan, or which action of them, are meant."""

    plan: ThePlan
    refs: Refs = None
    action: OneAction = None
    where: Annotated[
        Many, typer.Option(metavar="'EXPRESSION'", help="Every recommendation for which this is true.")
    ] = None
    view: Annotated[str | None, typer.Option(metavar="NAME", help="Those of a filter saved in scrplan.yaml.")] = None


class WriteOptions(NamedTuple):
    """What happens to the change."""

    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change and write nothing.")] = False
    commit: Annotated[bool, typer.Option("--commit", help="Commit the file, with a message made from the change.")] = (
        False
    )
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before changing several.")] = False


class SaidOptions(NamedTuple):
    """Who says it, and when."""

    by: Annotated[str, typer.Option(metavar="WHO", help="Who says so.")] = ""
    on: Annotated[str | None, typer.Option(metavar="DATE", help="When; as precise as known. Default: today.")] = None


class ProofOptions(NamedTuple):
    """Details of evidence."""

    held_by: Annotated[str, typer.Option(metavar="WHO", help="Who holds the evidence.")] = ""
    dated: Annotated[str | None, typer.Option(metavar="DATE", help="The date of the evidence.")] = None
    at: Annotated[str, typer.Option(metavar="WHERE", help="Where it is: an address, or a path in the repository.")] = ""


NewRating = Annotated[
    str | None,
    typer.Option("--rag", metavar="RATING", help="The rating that it is given.", autocompletion=offer_ratings),
]


class AskedOptions(NamedTuple):
    """What is asked for."""

    text: Annotated[str, typer.Option(metavar="TEXT", help="What is to be done, word for word.")]
    due: Annotated[str | None, typer.Option(metavar="DATE", help="By when, as precise as it was agreed.")] = None
    lead: Annotated[str, typer.Option(metavar="ROLE", help="The role or post that leads.")] = ""
    rag: NewRating = None
    outcome: Annotated[str, typer.Option(metavar="TEXT", help="What it is to achieve.")] = ""
    agency: Annotated[str, typer.Option(metavar="NAME", help="The agency; only for a recommendation.")] = ""
    theme: Annotated[
        Many, typer.Option(metavar="THEME", help="A theme; only for a recommendation. Repeat for more.")
    ] = None


class BeginOptions(NamedTuple):
    """What a plan says of itself; on a terminal, the command asks for what is not given."""

    title: Annotated[str, typer.Option(metavar="TEXT", help="The plan's title.")] = ""
    kind: Annotated[str, typer.Option(metavar="KIND", help="Such as serious_case_review, rapid_review.")] = ""
    board: Annotated[str, typer.Option(metavar="NAME", help="The board. Default: that of scrplan.yaml.")] = ""
    subject: Annotated[str, typer.Option(metavar="PSEUDONYM", help="Never a name: Child H.")] = ""
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When the review was published.")] = None
    as_at: Annotated[str | None, typer.Option(metavar="DATE", help="The plan is as at this day. Default: today.")] = (
        None
    )


class FirstOptions(NamedTuple):
    """Its agencies and its first recommendation."""

    agency: Annotated[
        Many,
        typer.Option(metavar="NAME", help="An agency; the first one is asked to do --text. Default: scrplan.yaml's."),
    ] = None
    text: Annotated[str, typer.Option(metavar="TEXT", help="The first recommendation, word for word.")] = ""
    due: Annotated[str | None, typer.Option(metavar="DATE", help="When that is due.")] = None


# What the options above take. These lists are here because making them from the code would slow down every start; a
# test compares them with it.
NAMES = """\b
Columns:
  plan ref part agency text action rag state timeliness assurance due due_by
  due_text original_due slippage_days days_overdue completed leads outcome
  evidence themes updated progress conflicts
Fields of --where and --sort:
  plan ref part agency rag state timeliness assurance theme conflict lead text
  outcome evidence due due_by original_due completed updated days_overdue
  slippage_days
States: open not_stated not_started in_progress complete signed_off stopped
Timeliness: overdue due_soon on_time no_date done_late done stopped
Conflicts:
  late-not-red rating-not-state open-part completed-but-open
  signed-off-but-open revised-elsewhere milestone-passed
  unfinished-by-its-words progress-repeats-outcome complete-without-evidence
  complete-without-date not-stated no-lead no-date no-recent-update"""

Findings = Annotated[bool, typer.Option("--exit-code", help="End with 1 when anything is found.")]


class PeriodOptions(NamedTuple):
    """Which period."""

    quarter: Annotated[
        str | None,
        typer.Option(
            metavar="QUARTER", help="2013/14-Q2 (financial) or 2013-Q3 (calendar). Default: the last full one."
        ),
    ] = None
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day, with --to.")] = None
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this day, with --from.")] = None


class PaperOptions(NamedTuple):
    """What the paper says for itself, and where it goes."""

    ask: Annotated[
        Many, typer.Option(metavar="TEXT", help="What the board is asked to do. Default: as the plans say. Repeat.")
    ] = None
    purpose: Annotated[str, typer.Option(metavar="TEXT", help="What the paper is for.")] = ""
    board: Annotated[str, typer.Option(metavar="NAME", help="The board. Default: that of scrplan.yaml.")] = ""
    template: Annotated[str | None, typer.Option(metavar="FILE", help="For Word: a .docx whose styles are taken.")] = (
        None
    )
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="html, word, pdf, workbook, markdown, json or csv."),
    ] = None
    output: OutputFile = None
