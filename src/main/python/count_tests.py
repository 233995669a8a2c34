"""Reads the reports of a Maven build's tests and prints, at the end of the build, what was skipped and why, what failed,
and alone on the last line the counts. Exit code 0 only if the build went well and no test failed."""

import argparse
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def cases(project: Path):
    """Every test case of every module."""
    for folder in ("surefire-reports", "failsafe-reports"):
        for report in sorted(project.glob(f"**/target/{folder}/TEST-*.xml")):
            suite = ElementTree.parse(report).getroot()
            # a class given up before its first test leaves a report without any; it must not pass for nothing
            yield from suite.iter("testcase") if suite.find("testcase") is not None else [given_up(suite)]


def given_up(suite):
    case = ElementTree.Element("testcase", classname=suite.get("name", ""))
    ElementTree.SubElement(case, "skipped", message="the whole class, and the report does not say why")
    return case


def name(case) -> str:
    """The class without its package, and the test; a class skipped as a whole has no test's name."""
    parts = [case.get("classname", "").rpartition(".")[2], case.get("name", "")]
    return ".".join(part for part in parts if part)


def reason(element) -> str:
    lines = (element.get("message") or element.text or "").strip().splitlines() or ["no reason was given"]
    return lines[0].removeprefix("org.opentest4j.TestAbortedException: ").removeprefix("Assumption failed: ")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--build-exit", type=int, default=0, help="Maven's exit code")
    given = parser.parse_args()

    passed, failed, skipped = 0, [], []
    for case in cases(given.project):
        bad = next((child for child in case if child.tag in ("failure", "error")), None)
        left_out = case.find("skipped")
        if bad is not None:
            failed.append(f"failed: {name(case)}: {reason(bad)}")
        elif left_out is not None:
            skipped.append(f"skipped: {name(case)}: {reason(left_out)}")
        else:
            passed += 1

    print()
    for line in [*skipped, *failed]:
        print(line)
    if given.build_exit and not failed:
        print("The build failed, though no test did: see Maven's messages above.")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or given.build_exit else 0


if __name__ == "__main__":
    sys.exit(main())
