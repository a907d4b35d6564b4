"""What is measured: our program, Textual's two yardsticks, and the editors people know."""

import os
import shutil
import sys
from pathlib import Path

from program import Line, Program

PEERS = Path(__file__).with_name("peers")
BAD_LINK = Line(round_trip=0.150, rate=32_000)
"""A phone's hotspot in the night."""
PROSE = "the retry loop took every connection"
"""What is typed; it does not wrap in a field of 48 columns, also not beside its marks."""


class Bench:
    """A folder with stores, and the programs started in it."""

    def __init__(self, folder: Path, scale: int) -> None:
        self.folder = folder
        self.scale = scale
        """By how much all sizes are divided, for a quick look."""
        beside = Path(sys.executable).parent
        script = beside / "pmtui"
        self.ours = [str(script)] if script.exists() else [sys.executable, "-m", "pmtui"]
        self.tools = {
            name: found
            for name in ("nano", "vim", "jrnl", "micro", "vit")
            if (found := shutil.which(name) or shutil.which(name, path=str(beside)))
        }

    def scaled(self, count: int) -> int:
        """A size divided by the scale; a list has two at least, a first and a last one."""
        return max(2, -(-count // self.scale)) if count > 1 else count

    def store(self, name: str) -> Path:
        """The path of a store."""
        return self.folder / f"{name}.db"

    def environment(self, store: str = "none") -> dict[str, str]:
        """A clean environment: nothing of the person's settings, compiled modules are kept."""
        return {
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PMTUI_STORE": str(self.store(store)),
            "PMTUI_STATE": str(self.folder / "state"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
        }

    def start(
        self,
        command: list[str],
        store: str = "none",
        line: Line | None = None,
        *,
        answers: bool = True,
    ) -> Program:
        """A program on a terminal of 80 by 24."""
        return Program(
            command, env=self.environment(store), cwd=self.folder, line=line, answers=answers
        )

    def open(self, store: str, *arguments: str, line: Line | None = None) -> Program:
        """Our program on a fresh copy of one of the stores."""
        shutil.copyfile(self.store(store), self.store("copy"))
        for part in ("-wal", "-shm", "-journal"):
            self.folder.joinpath(f"copy.db{part}").unlink(missing_ok=True)
        return self.start([*self.ours, *arguments], "copy", line)

    def hello(self) -> Program:
        """The empty Textual application."""
        return self.start([sys.executable, str(PEERS / "hello.py")])

    def text_area(self, line: Line | None = None) -> Program:
        """Textual's text area alone."""
        return self.start([sys.executable, str(PEERS / "text_area.py")], line=line)

    def editor(self, name: str, line: Line | None = None) -> Program:
        """nano, vim or micro with an empty text, ready to type."""
        (self.folder / "notes.txt").write_text("\n")
        for left in self.folder.glob(".notes.txt.*"):  # locks of the editor that was ended before
            left.unlink()
        command = [self.tools[name], "notes.txt"]
        if name == "vim":
            command[1:1] = ["-u", "NONE", "-n"]
        program = self.start(command, line=line)
        program.wait("notes")
        if name == "vim":
            program.press("i")
        return program
