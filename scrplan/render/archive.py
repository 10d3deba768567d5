"""Word files and workbooks are zip archives: packed here so that the same contents are always the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_UNIX = 3


def packed_anew(data: bytes, replaced: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return an archive with its entries sorted and dated alike; `replaced` gives an entry other contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _UNIX
            new.writestr(entry, replaced[name] if name in replaced else old.read(name), compresslevel=6)
    return out.getvalue()
