# ./handoff doctor: everything at once, with nothing needed but this script.
# shellcheck shell=bash

doctor_command() {
    local missing=0 free advice=()
    (($# == 0)) || misuse "unknown argument '$1' of doctor; it takes none."

    if (need_linux) 2>/dev/null; then
        row system ok "$(uname -s) on $(uname -m)"
    else
        row system missing "$(uname -s) on $(uname -m)"
        lacking "$(need_linux 2>&1 || true)"
    fi

    if find_jdk; then
        row 'JDK 25' ok "$jdk_version in $jdk"
    else
        row 'JDK 25' missing "${other_javas[@]/#  /not }"
        lacking "$(need_jdk 2>&1 || true)"
    fi

    if type -P mvn >/dev/null; then
        row Maven ok "$(type -P mvn)"
    else
        row Maven missing
        lacking "$(need_maven 2>&1 || true)"
    fi

    if conda_is_ours; then
        row Python ok "the conda environment $CONDA_PREFIX"
    elif find_python; then
        row Python ok "$python_version, $(type -P "$python")"
    else
        row Python missing "${bare_python:-$old_python}"
        lacking "$(need_python 2>&1 || true)"
    fi

    { read -r _ && read -r _ _ _ free _; } < <(df -Pk "$project") || free=0
    if ((free >= needed_kib)); then
        row disk ok "$((free / 1024 / 1024)) GB free"
    elif build_is_ready; then
        row disk ok "$((free / 1024)) MB free, enough now that everything is built"
    else
        row disk missing "$((free / 1024)) MB free"
        lacking "$(need_space 2>&1 || true)"
    fi

    find_environment
    if build_is_ready; then row build ok "$project/target/handoff.jar"; else row build 'not yet' 'made when needed'; fi
    if environment_is_ready; then row packages ok "$environment"; else row packages 'not yet' 'made when needed'; fi

    if ((missing)); then
        printf '\n'
        printf '%s\n' "${advice[@]}"
        return 1
    fi
    printf '\nNothing is missing: ./handoff run\n'
}

row() {
    local text='' item
    for item in "${@:3}"; do text+=${text:+; }$item; done
    printf '%-10s %-8s %s\n' "$1" "$2" "$text"
}

# Remembers what to do, for the end. Reads and sets the variables of doctor_command.
lacking() {
    missing=1
    advice+=("${1#handoff: }")
}
