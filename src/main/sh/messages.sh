# What the launcher says. Progress and complaints go to standard error, so that results can be piped. No colours.
# shellcheck shell=bash

say() {
    printf '%s\n' "$@" >&2
}

# Ends with exit code 1: something is missing or went wrong. One argument a line; the first one says what.
fail() {
    say "handoff: $1" "${@:2}"
    exit 1
}

# Ends with exit code 2: the command line was wrong.
misuse() {
    say "handoff: $1" "${@:2}"
    exit 2
}

java_advice=(
    "Install one, for instance:"
    "  sudo apt-get install openjdk-25-jdk         Debian, Ubuntu"
    "  sudo dnf install java-25-openjdk-devel      Fedora"
    "  sdk install java 25-tem                     SDKMAN, without root"
    "or set HANDOFF_JAVA_HOME to the directory of a JDK 25."
)

maven_advice=(
    "Install it, for instance:"
    "  sudo apt-get install maven                  Debian, Ubuntu"
    "  sudo dnf install maven                      Fedora"
    "  sdk install maven                           SDKMAN, without root"
)

python_advice=(
    "Install it, for instance:"
    "  sudo apt-get install python3 python3-venv   Debian, Ubuntu"
    "  sudo dnf install python3                    Fedora"
    "or activate a conda environment made from environment.yml."
)
