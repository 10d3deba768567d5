"""The words of the user become calls; the only floor that prints.

What stops a call is an exception of `scrplan.errors`; nothing here catches one but to add to it, until `app.run` does.
"""
