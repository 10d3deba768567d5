"""Any bytes as a plan, as the settings, or as what is typed: nothing may crash, hang, or show a control character.

The targets (`targets.py`) take bytes and raise where something that must hold does not: every file is read and checked
by both YAML parsers, every output format is made of what was found, `fmt` and `--where` are tried. The usual tests
pass each file of `seeds/` through its target once; what was found and mended stays there as a seed.

To look for more, with libFuzzer guiding the way (atheris, which is no dependency of the project; Python 3.11 or 3.12):

    python3.11 -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris -e .
    nice -n 15 /tmp/fuzz/bin/python -m tests.fuzz --seconds 600

`--target plan` runs one target alone, `--found FOLDER` says where what was found is kept (`fuzz-found` in the folder
for temporary files), `--corpus FOLDER` goes on from an earlier run. Each distinct failure is written once, with its
traceback beside it, and the run goes on; only a hang ends it. Minimise by hand, or with
`python -m tests.fuzz --target plan --minimise FILE`.
"""
