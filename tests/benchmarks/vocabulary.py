"""The words that generated plans are made of: safeguarding practice, invented places, nobody's name."""

PLACES = ("Northmere", "Ashdale Vale", "Wychfold", "Saltbeck", "Ravenholt", "Kelderby", "Thornwick Bay", "Millingsea")

# Short name, full name (with the place in it), other names.
AGENCIES = (
    ("LSCP", "{place} Local Safeguarding Children Partnership", ("{place} LSCP", "the Partnership")),
    ("Children's Social Care", "{place} Council, Children's Social Care", ("CSC", "Social Care")),
    ("Police", "{place} Police, Public Protection Unit", ("PPU",)),
    ("ICB", "NHS {place} Integrated Care Board", ("Health commissioners", "the former CCG")),
    ("Acute Trust", "{place} Hospitals NHS Foundation Trust", ("the hospital",)),
    ("Community Health", "{place} Community Health, 0-19 service", ("Health visiting", "School nursing")),
    ("GP", "General practice in {place}", ("GPs", "Primary care")),
    ("Education", "{place} Council, Education and Inclusion", ("Schools", "Early years")),
    ("Housing", "{place} Homes", ("Housing options",)),
    ("Probation", "The Probation Service, {place} delivery unit", ()),
    ("Mental Health Trust", "{place} Mental Health Partnership NHS Trust", ("CAMHS", "Adult mental health")),
    ("Ambulance Service", "{place} Ambulance Service NHS Trust", ()),
    ("Public Health", "{place} Council, Public Health (drugs & alcohol)", ("Commissioning",)),
    ("Youth Justice", "{place} Youth Justice Service", ("YJS",)),
)

KINDS = (
    "serious_case_review",
    "local_child_safeguarding_practice_review",
    "rapid_review",
    "safeguarding_adults_review",
    "domestic_homicide_review",
)

# Each key: its ratings as name, state, meaning, off track, how often.
KEYS = (
    (
        ("green", "complete", "Done, and reported to the sub-group", False, 11),
        ("amber", "in_progress", "In hand", False, 9),
        ("red", "in_progress", "Off track, or planned again", True, 4),
    ),
    (
        ("Blue", "signed_off", "Evidence seen and accepted by the board", False, 6),
        ("Green", "complete", "The agency says that it is done", False, 7),
        ("Amber", "in_progress", "On course: some slippage, nothing at risk", False, 7),
        ("Red", "not_started", "Not begun, or stuck", True, 3),
    ),
    (
        ("1", "complete", "Fully met", False, 8),
        ("2", "in_progress", "Mostly met", False, 7),
        ("3", "in_progress", "Partly met, more than a quarter late", True, 4),
        ("4", "not_started", "Not met", True, 2),
    ),
)

THEMES = (
    "information-sharing", "supervision", "neglect", "voice-of-the-child", "thresholds", "domestic-abuse",
    "pre-birth", "record-keeping", "escalation", "fathers-and-partners", "training", "was-not-brought", "housing",
)  # fmt: skip

# What is done to it: as asked, and as reported.
DEEDS = (
    ("review", "reviewed"), ("revise", "revised"), ("audit", "audited"), ("strengthen", "strengthened"),
    ("publish", "published"), ("test", "tested"), ("simplify", "simplified"), ("agree", "agreed"),
    ("bring together", "brought together"), ("relaunch", "relaunched"), ("embed", "embedded"),
)  # fmt: skip

THINGS = (
    "the threshold guidance for neglect",
    "the pathway for babies whose parents use substances",
    "the template for strategy discussions",
    "the escalation procedure between agencies",
    "the pre-birth assessment protocol",
    "the policy on children who are not brought to appointments",
    "the chronology that goes with every referral",
    "arrangements for reflective supervision",
    "the handover between midwifery and health visiting",
    "the guidance on bruising in infants who are not yet mobile",
    "the standard for recording who lives in the household",
    "the risk assessment used after domestic abuse",
    "the flagging of vulnerable tenants",
    "the induction of locum and agency staff",
    "the way that fathers and other carers are seen and recorded",
    "the multi-agency training offer on coercive control",
    "the process for stepping a family down to early help",
    "the information-sharing agreement with voluntary groups",
    "the checklist for discharge from hospital",
    "the use of interpreters in home visits",
)

PURPOSES = (
    "children who move between areas are not lost from sight",
    "a worker who is worried knows whom to ring on the same day",
    "the child's own words stand in the record",
    "no decision rests on what a parent says alone",
    "risks that grow slowly are seen before they become harm",
    "practitioners are supported to think again when new facts come in",
    "every adult in the household is known to those who assess",
    "missed appointments are followed up within five working days",
    "disagreement between professionals is settled and written down",
    "families need to tell their story once only",
    "supervision asks what life is like for the child",
    "thresholds are applied in the same way by day and by night",
)

MEANS = (
    "by way of a half-day workshop for each locality team",
    "in a briefing of two pages that fits on a noticeboard",
    "through a dip sample of twenty records each quarter",
    "with a short film made by young people",
    "as part of the annual contract review",
    "in the section 11 self-assessment",
    "by a task and finish group of all agencies concerned",
    "with prompts in the electronic record",
    "at the safeguarding leads' forum",
    "by an independent reviewer who did not know the case",
)

FINDINGS = (
    "The dip sample found the new prompts in seventeen of twenty records",
    "Attendance was good among health visitors and low among general practitioners",
    "Two localities have asked for more time because of vacancies",
    "Feedback from front-line staff is positive: they know the route, and they use it",
    "The supplier has moved the release of the record system by one quarter",
    "An audit by a neighbouring area gave the same picture",
    "Young people on the shadow board said that the leaflet was \u201ctoo long\u201d",
    "The cost of \u00a34,200 was met from the training budget",
    "The sub-group challenged the lack of figures, and asked for them by the next meeting",
    "The number of contested referrals fell from 31 to 12 over two quarters",
    "A query about the legal basis of sharing was settled with the data protection officer",
    "The designated doctor and the named nurse both read the draft",
    "Re-audit is planned once the change has had six months to settle",
    "No complaint has been received since the change",
)  # fmt: skip

OUTCOMES = (
    "Earlier recognition of risk to unborn babies and infants",
    "Practitioners share what they know, at the time when it matters",
    "Children are seen alone and heard",
    "Management oversight is visible on every record",
    "Consistent decisions at the front door",
    "Families get help before they reach crisis",
    "Staff challenge one another with respect, and without delay",
)

ROLES = (
    "Head of Safeguarding", "Named Nurse", "Designated Doctor", "Service Manager, Early Help", "Chair of the board",
    "Detective Superintendent", "Director of Nursing & Quality", "Practice Improvement Lead", "Principal Social Worker",
    "Training and Development Officer", "Head of Service: Assessment", "Safeguarding GP Lead",
)  # fmt: skip

# Initials and plants: nobody's name.
NAMES = ("Q. Harebell", "U. Foxglove", "X. Meadowsweet", "Z. Sorrel", "I. Bindweed", "Y. Sedge", "V. Figwort")

EVIDENCE = (
    "Minutes of the task and finish group",
    "Audit report, with the tool that was used",
    "Revised procedure, version 2.1",
    "Training log and evaluation sheets",
    "Letter to all practices",
    "Screenshots of the new prompts",
    "Summary of the dip sample",
)

HOLDERS = ("Partnership office", "Quality team", "Workforce unit", "Named nurse's shared folder")

REASONS = (
    "The lead left, and the post stood empty for a quarter",
    "To fit the release of the record system",
    "The wider service review must report first",
    "Agreed so that the second audit can be included",
    "Sickness in the training team",
)

APPROVERS = ("Case Review Sub-group", "Quality and Performance Sub-group", "Board", "Business manager")

DUE_WORDS = ("Next meeting of the board", "Within three months of publication", "July meeting (no year given)")

STOPPED = (
    "Merged with the recommendation before it, at the board's meeting",
    "Superseded by national guidance, which asks for more",
    "Declined: the service has been decommissioned",
)

NOTES = (
    "The last words of this cell are cut off in the source; what is left is given as it stands.",
    'The source prints "thier records", mended here.',
    "Two dates stand in the published cell; the later one is taken as the one in force.",
    "The column of leads was empty, and the minutes name nobody.",
)

ASKED = (
    "Note the position, and challenge what is overdue",
    "Agree the revised dates for the training actions",
    "Ask the agencies with no named lead to name one by the next meeting",
    "Decide whether the closed recommendations can be signed off",
)
