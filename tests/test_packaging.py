"""What a user installs: the schemas must be in the wheel, and be found from a wheel and from a checkout alike."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.building import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / done.stdout.strip().splitlines()[-1]


def test_the_wheel_holds_the_schemas_and_the_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"scrplan/schema/plan.schema.json", "scrplan/schema/board.schema.json", "scrplan/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests/", "plans/"))]


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """The templates of documents, which are no modules, are read from the installed package."""
    files = (path for path in (ROOT / "scrplan").rglob("*") if path.is_file() and path.suffix != ".pyc")
    wanted = {path.relative_to(ROOT).as_posix() for path in files}
    assert {"scrplan/render/pdf/paper.typ", "scrplan/render/page/cards.css"} <= wanted
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def test_the_schema_is_found_in_an_installed_package(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r})\n"
        "from scrplan.check.schema_check import schema_path\nprint(schema_path('plan.schema.json'))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    found = Path(done.stdout.strip())
    assert found == tmp_path / "installed" / "scrplan" / "schema" / "plan.schema.json"
    assert found.read_bytes() == (ROOT / "schema" / "plan.schema.json").read_bytes()


def test_the_schema_is_found_in_a_checkout() -> None:
    code = "from scrplan.check.schema_check import schema_path\nprint(schema_path('board.schema.json'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == ROOT / "schema" / "board.schema.json"
