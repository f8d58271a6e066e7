"""The examples in docs/examples: a case for a court, for its owner, and a transparency report.

`python -m tests.project.examples docs/examples` plays the practice company's kidnapping and writes
them anew, in place of what is there: each case as a bundle in a zip, its page also beside it. The
keys that signed them are gone afterwards.
"""

import asyncio
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from bot.bundle import export_to
from bot.clock import PracticeClock
from bot.domain.errors import Refused
from bot.domain.report.written import as_csv, as_json
from bot.practice.scripts import kidnapping
from bot.practice_house import practice_house
from handlers.report.page import report_page
from tests.handlers.report import given

CASES = (("case", None), ("case-for-its-owner", "O1"))


async def write(folder: Path) -> None:
    """Write every example into the folder."""
    with tempfile.TemporaryDirectory(prefix="exigent-examples-") as inside:
        async with practice_house(Path(inside), PracticeClock()) as practice:
            number = await kidnapping.play(practice.stage)
            for name, owner in CASES:
                bundle = Path(inside) / name
                written = await export_to(practice.house, number, bundle, owner=owner)
                if isinstance(written, Refused):
                    raise TypeError(f"the export was refused: {written.reason}")
                packed(bundle, folder / f"{name}.zip")
                shutil.copyfile(bundle / "case.html", folder / f"{name}.html")
    reported(folder)


def packed(bundle: Path, into: Path) -> None:
    """Put the bundle's files into a zip, in the order of their names."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(bundle.rglob("*")):
            if path.is_file():
                archive.write(path, Path("bundle") / path.relative_to(bundle))


def reported(folder: Path) -> None:
    """Write a report of invented figures, which is the same every time."""
    report = given.report()
    (folder / "report.json").write_bytes(as_json(report))
    (folder / "report.csv").write_bytes(as_csv(report))
    (folder / "report.html").write_text(report_page(report, given.COMPANY), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1])))
