# Builds the jar, the Python environment and the kernelspec, each only where it is missing or out of date.
# shellcheck shell=bash

requirements=$project/src/main/python/requirements.txt
logs=$project/target/log
needed_kib=$((2 * 1024 * 1024))

# What the kernel and the command line run with: foreign memory, and libraries that still use Unsafe without a warning.
# the serial collector: see Jvm.java
jvm_flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC)

# Makes what is named: jar, environment, bench; test-packages and bench-packages, which only those need of Python. What is
# missing is complained about before anything long begins; only one launcher at a time builds in a project.
prepare() {
    local -a work=()
    local part
    need_linux
    need_jdk
    find_environment
    for part in "$@"; do
        is_ready "$part" || work+=("$part")
    done
    if ((${#work[@]})); then
        [[ " ${work[*]} " != *' jar '* && " ${work[*]} " != *' bench '* ]] || need_maven
        [[ " ${work[*]} " != *' environment '* ]] || need_python
        need_space
        mkdir -p "$logs"
        (
            if ! flock --nonblock 9; then
                say "Waiting for another ./handoff that builds here ..."
                flock 9
            fi
            # whoever held the lock may have done the work
            for part in "${work[@]}"; do
                is_ready "$part" || make "$part"
            done
        ) 9>"$project/target/handoff-lock" || exit
    fi
    export HANDOFF_JAVA_HOME=$jdk
    if environment_is_ready; then export HANDOFF_PYTHON=$environment_python; fi
    if [[ " $* " == *' environment '* ]]; then write_kernelspec "$environment/share/jupyter/kernels/handoff"; fi
}

is_ready() {
    case $1 in
        jar) build_is_ready ;;
        environment) environment_is_ready ;;
        bench) bench_is_ready ;;
        *-packages) packages_are_ready "${1%-packages}" ;;
    esac
}

make() {
    case $1 in
        jar) build_jar ;;
        environment) make_environment ;;
        bench) build_bench ;;
        *-packages) add_packages "${1%-packages}" ;;
    esac
}

need_space() {
    local free _
    { read -r _ && read -r _ _ _ free _; } < <(df -Pk "$project") || return 0
    ((free >= needed_kib)) ||
        fail "only $((free / 1024)) MB are free in $project; building needs 2 GB (2048 MB)." \
            "Make space, or move the project to a larger disk."
}

build_jar() {
    local log=$logs/maven.log
    say "Building with Maven on JDK $jdk_version (the first time it fetches libraries, which takes minutes) ..."
    # made before the build: what changes while it runs is built the next time
    : >"$project/target/handoff-building"
    maven -q -Dstyle.color=never -DskipTests package >"$log" 2>&1 9>&- || explain_log Maven "$log"
    mv "$project/target/handoff-building" "$project/target/handoff-built"
}

build_bench() {
    local log=$logs/maven-bench.log directory=$project/target/bench
    say "Building the benchmarks with Maven on JDK $jdk_version ..."
    mkdir -p "$directory"
    : >"$directory/handoff-building"
    maven -q -Dstyle.color=never -Pbench test-compile >"$log" 2>&1 9>&- || explain_log Maven "$log"
    mv "$directory/handoff-building" "$directory/handoff-built"
}

# Runs Maven in the project on the JDK that was found; Maven's own libraries use Unsafe, too.
maven() {
    (cd "$project" && JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} ${jvm_flags[*]}" mvn -B "$@" </dev/null)
}

make_environment() {
    local log=$logs/python.log
    say "Making the Python environment .venv with Python $python_version (this takes a minute or two) ..."
    # --clear: one that was left half-made, or made from other requirements, is made again
    {
        "$python" -m venv --clear "$environment" &&
            "$environment_python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
                -r "$requirements"
    } >"$log" 2>&1 9>&- </dev/null || explain_log pip "$log"
    # JJava's own kernel knows nothing of Handoff: a reader who chose it would have to find out why
    rm -f "$environment/share/jupyter/kernels/java/kernel.json"
    venv_stamp >"$environment/handoff-stamp"
}

# Adds the Python packages of the tests or of the benchmarks: test or bench.
add_packages() {
    local log=$logs/python-$1.log
    say "Adding the Python packages of src/$1 ..."
    "$environment_python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
        -r "$(further_requirements "$1")" >"$log" 2>&1 9>&- </dev/null || explain_log pip "$log"
    further_stamp "$1" >"$environment/handoff-$1-stamp"
}

# Says in a few lines why Maven or pip failed, and ends.
explain_log() {
    local who=$1 log=$2 text line
    local -a errors=()
    text=$(<"$log")
    case $text in
        *'No space left on device'*) fail "$who found no space left on the disk. The whole output: $log" ;;
        *'Could not transfer'* | *'Unknown host'* | *'in offline mode'* | *'name resolution'* | *NewConnectionError* | \
            *'Network is unreachable'* | *'Connection refused'* | *'establish a new connection'* | *ConnectTimeout* | \
            *'(from versions: none)'*) # all that pip says where an index does not answer
            local -a advice=("The whole output: $log")
            [[ $who != Maven || -z ${https_proxy:-${HTTPS_PROXY:-${http_proxy:-${HTTP_PROXY:-}}}} ]] ||
                advice+=("Maven does not read the variable that names your proxy: name it in ~/.m2/settings.xml, too.")
            fail "$who could not fetch what it needs: is there a network? The first time, Handoff needs one." "${advice[@]}"
            ;;
    esac
    while IFS= read -r line; do
        if [[ $line == *ERROR* ]] && ((${#errors[@]} < 5)); then errors+=("  $line"); fi
    done <<<"$text"
    fail "$who failed. The whole output: $log" "${errors[@]}"
}

# Writes the kernel Java (Handoff) into a directory, as the JDK and the environment are now; --ijava JAR: that one.
write_kernelspec() {
    "$environment_python" "$project/src/main/python/write_kernelspec.py" --project "$project" --java-home "$jdk" \
        --flags="${jvm_flags[*]}" "$@"
}
