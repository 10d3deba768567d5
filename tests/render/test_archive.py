import io
import zipfile

from scrplan.render.archive import packed_anew


def archive_of(*names: str, day: tuple[int, int, int, int, int, int]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, day), f"contents of {name}")
    return out.getvalue()


def test_the_same_contents_are_the_same_bytes_in_whatever_order_and_whenever() -> None:
    first = archive_of("b", "a", "[Content_Types].xml", day=(2020, 1, 1, 0, 0, 0))
    second = archive_of("a", "[Content_Types].xml", "b", day=(2024, 2, 2, 2, 2, 2))
    assert first != second
    assert packed_anew(first) == packed_anew(second)


def test_the_contents_stay_but_for_what_is_replaced() -> None:
    packed = packed_anew(archive_of("b", "a", day=(2020, 1, 1, 0, 0, 0)), {"b": "ü"})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {"a": "contents of a", "b": "ü"}
