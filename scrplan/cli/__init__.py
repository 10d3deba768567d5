"""The words of the user become calls; the only floor that prints."""
