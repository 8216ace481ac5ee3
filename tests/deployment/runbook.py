"""docs/operations.md as commands."""

import re
import subprocess
from pathlib import Path

from tests.processes import ROOT

RUNBOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def blocks(section: str, language: str = "sh") -> list[str]:
    """The commands of a section, a block each."""
    text = RUNBOOK.split(f"\n## {section}\n")[1].split("\n## ")[0]
    found = re.findall(r"^( *)```(\w*)\n(.*?)^\1```$", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, of, block in found if of == language]


def run(commands: str, environment: dict[str, str], folder: Path = ROOT) -> str:
    """What they say; all of them succeed."""
    done = subprocess.run(["bash", "-euc", commands], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
