"""Writes the kernelspec *Java (Handoff)*: JJava's jar on the JDK that was found, with the class path, the flags and the
start-up imports. With --ijava the same for IJava, under the name *Java (Handoff, IJava)*."""

import argparse
import json
import os
import sys
import zipfile
from pathlib import Path

# what the kernels need beyond the flags of the launcher: JJava looks into JShell, charts are drawn without a screen
KERNEL_FLAGS = ["--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED", "-Djava.awt.headless=true"]

IJAVA = "io/github/spencerpark/ijava/IJava.class"


def holds(jar: Path, entry: str) -> bool:
    return zipfile.is_zipfile(jar) and entry in zipfile.ZipFile(jar).namelist()


def kernelspec(project: Path, java_home: Path, flags: list[str], ijava: Path | None) -> dict:
    """The content of kernel.json; every path in it is absolute."""
    jar = ijava or Path(sys.prefix) / "share/jupyter/kernels/java/jjava.jar"
    if not jar.is_file():
        raise SystemExit(f"handoff: the kernel's jar is not there: {jar}")
    if ijava and not holds(jar, IJAVA):
        raise SystemExit(f"handoff: {jar} is not IJava's jar: it has no {IJAVA}")
    prefix = "IJAVA" if ijava else "JJAVA"
    # IJava finds no renderers by itself: start-up code of its own registers them
    scripts = ["startup.jsh", "ijava-startup.jsh"] if ijava else ["startup.jsh"]
    return {
        # never JJava's own launcher, which starts whatever `java` is first on the path; the agent hands out the classes
        # that cells declare, so that workers can have them
        "argv": [
            str(java_home / "bin/java"),
            *flags,
            *KERNEL_FLAGS,
            f"-javaagent:{project}/target/handoff-agent.jar",
            "-jar",
            str(jar),
            "{connection_file}",
        ],
        "display_name": "Java (Handoff, IJava)" if ijava else "Java (Handoff)",
        "language": "java",
        "interrupt_mode": "message",
        "env": {
            f"{prefix}_CLASSPATH": f"{project}/target/handoff.jar{os.pathsep}{project}/target/lib/*.jar",
            f"{prefix}_STARTUP_SCRIPTS_PATH": os.pathsep.join(f"{project}/src/main/jupyter/{s}" for s in scripts),
            "HANDOFF_JAVA_HOME": str(java_home),
            "HANDOFF_PYTHON": sys.executable,
        },
    }


def write(directory: Path, content: dict) -> None:
    """Replaces kernel.json in one step: a kernel may be starting from it."""
    directory.mkdir(parents=True, exist_ok=True)
    new = directory / f"kernel.json.{os.getpid()}"
    new.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    new.replace(directory / "kernel.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path, help="the kernel's directory; its last part is the kernel's name")
    parser.add_argument("--project", type=Path, required=True, help="where Handoff was built")
    parser.add_argument("--java-home", type=Path, required=True, help="the JDK 25 to run on")
    parser.add_argument("--ijava", type=Path, metavar="JAR", help="start this IJava instead of JJava")
    parser.add_argument("--flags", default="", help="flags for the JVM, separated by spaces")
    given = parser.parse_args()
    write(given.directory, kernelspec(given.project, given.java_home, given.flags.split(), given.ijava and given.ijava.resolve()))


if __name__ == "__main__":
    main()
