"""Installing rivals into folders of their own below `benchmarks/out/`."""

import subprocess
import sys

from benchmarks.generators.generator import OUT


def install_from_pypi(name: str, *requirements: str) -> None:
    """Make a virtual environment that holds exactly these pinned packages and what they need."""
    folder = OUT / name
    done = folder / "installed"
    wanted = " ".join(requirements)
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *requirements], check=True)
    done.write_text(wanted, encoding="utf-8")


def install_from_npm(name: str, *requirements: str) -> None:
    """Install these pinned packages below a prefix of their own."""
    folder = OUT / name
    done = folder / "installed"
    wanted = " ".join(requirements)
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    npm = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--loglevel", "error"]
    subprocess.run([*npm, *requirements], check=True)
    done.write_text(wanted, encoding="utf-8")
