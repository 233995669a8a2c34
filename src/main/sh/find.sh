# Looks for a JDK 25, Maven, Python and an environment with the Jupyter packages. Nothing here changes anything.
# shellcheck shell=bash

need_linux() {
    local system machine
    system=$(uname -s)
    machine=$(uname -m)
    [[ $system == Linux ]] ||
        fail "this is $system, and Handoff runs on Linux only (it needs memfd, futex and /proc)." \
            "Use a Linux container, or WSL 2 on Windows."
    [[ $machine == x86_64 || $machine == aarch64 ]] ||
        fail "this is a $machine machine; Handoff runs on x86_64 and aarch64 (it needs OpenBLAS as Maven has it)."
    [[ $project != *:* ]] ||
        fail "the project lies in $project, and a Java class path cannot name a directory with a colon." \
            "Move it elsewhere."
}

# Prints the directories in which a JDK may be, best first. HANDOFF_SEARCH_ROOT lets tests move the usual places.
java_places() {
    local root=${HANDOFF_SEARCH_ROOT:-} java
    local -a usual
    if [[ -n ${JAVA_HOME:-} ]]; then printf '%s\n' "$JAVA_HOME"; fi
    if java=$(type -P java); then
        java=$(readlink -f "$java")
        printf '%s\n' "${java%/bin/java}"
    fi
    shopt -s nullglob
    usual=("$root"/usr/lib/jvm/* "$root"/usr/java/* "$root"/opt/*jdk*25*)
    if [[ -n ${HOME:-} ]]; then usual+=("$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*); fi
    shopt -u nullglob
    if ((${#usual[@]})); then printf '%s\n' "${usual[@]}"; fi
}

# Prints the version that the release file of a JDK or JRE states; fails where there is none.
java_version() {
    local line
    [[ -r $1/release ]] || return 1
    while IFS= read -r line || [[ -n $line ]]; do
        if [[ $line =~ ^JAVA_VERSION=\"?([^\"]+)\"?$ ]]; then
            printf '%s\n' "${BASH_REMATCH[1]}"
            return 0
        fi
    done <"$1/release"
    return 1
}

# Sets jdk and jdk_version. Where there is none, fails and leaves in other_javas, line by line, what was found instead.
find_jdk() {
    local place version
    local -A seen=()
    jdk='' jdk_version='' other_javas=()
    while IFS= read -r place; do
        place=$(readlink -f "$place") || continue
        if [[ -n ${seen[$place]:-} ]] || ! version=$(java_version "$place"); then continue; fi
        seen[$place]=yes
        if [[ ! $version =~ ^25([.+-]|$) ]]; then
            other_javas+=("  Java $version in $place")
        elif [[ ! -x $place/bin/javac ]]; then
            other_javas+=("  Java $version in $place, without a compiler (a JRE, not a JDK)")
        else
            jdk=$place jdk_version=$version
            return 0
        fi
    done < <(if [[ -n ${HANDOFF_JAVA_HOME:-} ]]; then printf '%s\n' "$HANDOFF_JAVA_HOME"; else java_places; fi)
    return 1
}

need_jdk() {
    if find_jdk; then return 0; fi
    if [[ -n ${HANDOFF_JAVA_HOME:-} ]]; then
        fail "HANDOFF_JAVA_HOME is '$HANDOFF_JAVA_HOME', which is not the directory of a JDK 25." \
            "${other_javas[@]}" "${java_advice[@]:0:4}" "or correct HANDOFF_JAVA_HOME, or unset it."
    elif ((${#other_javas[@]})); then
        fail "no JDK 25 was found, but:" "${other_javas[@]}" "${java_advice[@]}"
    else
        fail "no JDK 25 was found, nor any other Java." "${java_advice[@]}"
    fi
}

need_maven() {
    type -P mvn >/dev/null || fail "Maven (mvn) was not found on the path." "${maven_advice[@]}"
}

# Sets python and python_version: the first of 3.11 or later that can make a virtual environment. Where there is none,
# fails; old_python and bare_python say what was found instead.
find_python() {
    local name path version able
    python='' python_version='' old_python='' bare_python=''
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        path=$(type -P "$name") || continue
        # a shim of a version manager exists for versions that are not active, and fails
        read -r version able < <("$path" -c "$python_probe" 2>/dev/null) || continue
        if [[ ! $version =~ ^3\.([0-9]+)\. ]] || ((BASH_REMATCH[1] < 11)); then
            old_python=${old_python:-"Python $version ($path)"}
        elif [[ $able != yes ]]; then
            bare_python=${bare_python:-"Python $version ($path)"}
        else
            python=$path python_version=$version
            return 0
        fi
    done
    return 1
}

# runs on any Python, so that an old one can be named
python_probe='
import sys
try:
    import ensurepip, venv
    able = "yes"
except ImportError:
    able = "no"
print("%d.%d.%d %s" % (sys.version_info[0], sys.version_info[1], sys.version_info[2], able))
'

need_python() {
    if find_python; then return 0; fi
    if [[ -n $bare_python ]]; then
        fail "$bare_python cannot make a virtual environment: its modules venv and ensurepip are missing." \
            "Debian and Ubuntu have them in a package of their own:" "  sudo apt-get install python3-venv"
    elif [[ -n $old_python ]]; then
        fail "Python 3.11 or later is needed; found was $old_python." "${python_advice[@]}"
    else
        fail "Python 3.11 or later is needed; no Python was found on the path." "${python_advice[@]}"
    fi
}

# Whether the active conda environment is one made from environment.yml.
conda_is_ours() {
    [[ -n ${CONDA_PREFIX:-} ]] && has_packages "$CONDA_PREFIX/bin/python"
}

# Whether a Python finds what a notebook needs: in .venv it does not once the system's Python is another.
has_packages() {
    [[ -x $1 ]] && "$1" -c "$package_probe" >/dev/null 2>&1
}

# looks, and imports nothing: that takes a third of a second
package_probe='
from importlib.util import find_spec
raise SystemExit(not all(map(find_spec, ("jjava", "nbclient", "numpy"))))
'

# Sets environment, the directory of the Python environment to use, and environment_python.
find_environment() {
    if conda_is_ours; then environment=$CONDA_PREFIX; else environment=$project/.venv; fi
    environment_python=$environment/bin/python
}

# What the environment in .venv was made from; it holds absolute paths, so its place counts.
venv_stamp() {
    local sum
    sum=$(sha256sum <"$requirements")
    printf '%s %s\n' "${sum%% *}" "$project/.venv"
}

environment_is_ready() {
    [[ $environment != "$project/.venv" ]] ||
        { [[ -r $environment/handoff-stamp && $(<"$environment/handoff-stamp") == "$(venv_stamp)" ]] &&
            has_packages "$environment_python"; }
}

# What more of Python the tests or the benchmarks need: test or bench.
further_requirements() {
    printf '%s\n' "$project/src/$1/python/requirements.txt"
}

further_stamp() {
    sha256sum <"$(further_requirements "$1")"
}

# Whether those packages are there, too: not in an environment that will be made anew. One of conda is the user's: nothing is
# added to it.
packages_are_ready() {
    local stamp=$environment/handoff-$1-stamp
    [[ $environment != "$project/.venv" ]] ||
        { environment_is_ready && [[ -r $stamp && $(<"$stamp") == "$(further_stamp "$1")" ]]; }
}

# Whether the jar is there and nothing it is made from changed since the build that made it began.
build_is_ready() {
    [[ -f $project/target/handoff.jar && -d $project/target/lib ]] &&
        is_newer "$project/target/handoff-built" "$project"/src/main/{java,resources}
}

# The same for the benchmarks.
bench_is_ready() {
    [[ -f $project/target/bench/class-path ]] &&
        is_newer "$project/target/bench/handoff-built" "$project"/src/{main,bench}/java
}

# Whether a stamp is there and newer than all that lies in some directories, and than what says how to build it.
is_newer() {
    local stamp=$1 directory file old=0
    [[ -f $stamp ]] || return 1
    shopt -s globstar nullglob
    for directory in "${@:2}"; do
        for file in "$project"/pom.xml "$project"/.mvn/* "$directory"/**; do
            if [[ $file -nt $stamp ]]; then
                old=1
                break 2
            fi
        done
    done
    shopt -u globstar nullglob
    return $old
}
