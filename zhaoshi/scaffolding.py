"""New sources: notices that build as they are, and the files of a site, in which what only its owner knows is empty."""

from datetime import date, datetime
from importlib import resources
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from zhaoshi.building.reading import ROUNDS, SITE, UNITS, read_one
from zhaoshi.model.readers import is_id
from zhaoshi.model.round import Round, read_rounds
from zhaoshi.model.site import read_site
from zhaoshi.model.unit import Unit, read_units
from zhaoshi.problems import BuildFailed, Location, Problem, msg
from zhaoshi.references import no_such_unit
from zhaoshi.system_errors import cannot_write


def new_site(root: Path) -> list[str]:
    """Make what is missing of the three files that every site has, and return their paths.

    Fields that have to be filled in are empty, so that nothing can be built before they are. Raises `BuildFailed` where
    nothing is missing, `EnvironmentFailed` where the folder cannot be written.
    """
    missing = [path for path in (SITE, UNITS, ROUNDS) if not (root / path).exists()]
    if not missing:
        raise BuildFailed(
            [
                Problem(
                    Location(SITE),
                    "site.exists",
                    msg("the site is there already"),
                    msg("change its files, or choose another folder with --root"),
                )
            ]
        )
    try:
        (root / SITE).parent.mkdir(parents=True, exist_ok=True)
        for path in missing:
            _write(root / path, _scaffold(Path(path).name))
    except OSError as error:
        raise cannot_write(root / "content", error) from error
    return missing


def _scaffold(name: str) -> str:
    return (resources.files("zhaoshi") / "scaffolds" / name).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def new_notice(root: Path, id_: str, unit: str | None, now: datetime) -> list[str]:
    """Make `content/notices/ID/` with a draft and its ledger, and return their paths.

    `unit` is an id of `units.yaml`; by default the first. `now` is turned into the site's time zone. Never overwrites.
    Raises `BuildFailed` where the id or the unit cannot be, `EnvironmentFailed` where the folder cannot be written.
    """
    folder = Path("content/notices") / id_
    at = Location(folder.as_posix())
    if not is_id(id_):
        raise BuildFailed(
            [
                Problem(
                    at,
                    "value.id",
                    msg("“{value}” cannot be an id", value=id_),
                    msg("use small letters, digits and hyphens, at most 64: culture-federation"),
                )
            ]
        )
    chosen = _unit(root, unit)
    now = now.astimezone(_time_zone(root))
    values = {
        "title": "关于巡察整改进展情况的通报",
        "unit": chosen.id,
        "unit_name": chosen.name,
        "round": _round_line(root, chosen.id),
        "published": f"{now:%Y-%m-%d %H:%M}",
        "today": f"{now:%Y-%m-%d}",
    }
    made = []
    try:
        (root / folder).mkdir(parents=True)
        for name in ("notice.md", "ledger.yaml"):
            _write(root / folder / name, Template(_scaffold(name)).substitute(values))
            made.append((folder / name).as_posix())
    except FileExistsError as error:
        raise BuildFailed(
            [Problem(at, "notice.exists", msg("the notice “{id}” exists already", id=id_), msg("choose another id"))]
        ) from error
    except OSError as error:
        raise cannot_write(root / folder, error) from error
    return made


def _round_line(root: Path, unit: str) -> str:
    """Return the line that names the newest round, of this unit if there is one; a blank to fill in without rounds."""
    rounds = read_one(root, ROUNDS, read_rounds) if (root / ROUNDS).exists() else ()
    if not rounds:
        return f"{'# 轮次: （填编号）':<20}# rounds.yaml 中的编号"
    own = [round_ for round_ in rounds if unit in {reference.name for reference in round_.units}]
    newest = max(own or rounds, key=_began)
    return f"{f'# 轮次: {newest.id}':<25}# rounds.yaml 中的编号（{newest.name}）"


def _began(round_: Round) -> tuple[int, date]:
    return round_.year, round_.from_ or date.min


def _time_zone(root: Path) -> ZoneInfo:
    return ZoneInfo(read_one(root, SITE, read_site).time_zone)


def _unit(root: Path, wanted: str | None) -> Unit:
    """Find the unit of the new notice in `units.yaml`."""
    units = read_one(root, UNITS, read_units)
    for unit in units:
        if wanted in (None, unit.id):
            return unit
    raise BuildFailed([no_such_unit(wanted or "", units, UNITS)])
