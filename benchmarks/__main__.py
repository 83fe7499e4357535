"""python -m benchmarks [NAME …]: run all benchmarks found here, or some.

A benchmark is a module with `measure() -> dict` and `table(figures) -> str`; Skipped is raised for what is missing.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.skipping import Skipped

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "var" / "bench"


def names() -> list[str]:
    """Modules of this package that measure."""
    found = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    return [name for name in found if not name.startswith("_") and name != "skipping"]


def main(wanted: Sequence[str]) -> int:
    """Exit status 1 if a name is unknown."""
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"There is no benchmark named {', '.join(unknown)}. There are: {', '.join(names())}.", file=sys.stderr)
        return 1
    for name in wanted or names():
        print(f"== {name}")
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            figures = module.measure()
        except Skipped as reason:
            print(f"NOT MEASURED: {reason}\n")
            continue
        print(module.table(figures))
        print(f"Kept in {keep(name, figures)}\n")
    return 0


def keep(name: str, figures: dict[str, object]) -> Path:
    """Write figures as JSON; returns where, from the project's folder."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    measured = {"measured": datetime.now(UTC).isoformat(timespec="seconds"), **figures}
    path.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path.relative_to(ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
