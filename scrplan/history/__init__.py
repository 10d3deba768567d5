"""How the plans got here: their versions in git, what changed between them, and who changed it.

Unless it says otherwise, a function here that asks git raises GitProblem where git could not answer.
"""
