"""A board's plans, opened: at a root, at a version, on a day; the one way in for every command.

Where a name leads to no plan, this is `PlanNotFound`. Where files have problems or are missing, it is `BrokenPlans`,
with the lines of all of them; nothing is computed then. Where git cannot answer, or knows no such revision, it is
`GitProblem`; without a repository, a commit or git itself, its kind `NoHistory`.
"""
