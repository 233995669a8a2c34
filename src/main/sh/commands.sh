# The commands, one function each; doctor has a file of its own.
# shellcheck shell=bash

notebook=$project/notebooks/01-the-experiment.ipynb

run_command() {
    local scale=standard out=$project/out
    while (($#)); do
        case $1 in
            --scale=* | --out=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
            --scale | --out)
                (($# > 1)) || misuse "$1 needs a value: ./handoff run --help"
                if [[ $1 == --scale ]]; then scale=$2; else out=$2; fi
                shift 2
                ;;
            [0-9]*)
                find_notebook "$1"
                shift
                ;;
            *) misuse "unknown argument '$1' of run; allowed are a notebook's number, --scale and --out." ;;
        esac
    done
    [[ $scale =~ ^(quick|standard|article)$ ]] ||
        misuse "--scale is '$scale'; allowed are quick, standard and article."
    [[ -n $out ]] || misuse "--out is empty; it names a directory."
    prepare jar environment
    export HANDOFF_SCALE=$scale
    exec "$environment_python" "$project/src/main/python/run_notebook.py" "$notebook" --out "$out"
}

# The notebook whose name begins with a number; sets notebook.
find_notebook() {
    local -a found=("$project/notebooks/$1"-*.ipynb)
    [[ -f ${found[0]} ]] || misuse "there is no notebook $1; there are: $(notebook_numbers)."
    notebook=${found[0]}
}

notebook_numbers() {
    local file numbers=()
    for file in "$project"/notebooks/[0-9]*.ipynb; do
        file=${file##*/}
        numbers+=("${file%%-*}")
    done
    printf '%s\n' "${numbers[*]}"
}

test_command() {
    local outcome=0
    prepare jar environment test-packages
    # reports of an earlier run must not be counted
    rm -rf "$project"/target/{surefire,failsafe}-reports
    maven -ntp verify "$@" || outcome=$?
    "$environment_python" "$project/src/main/python/count_tests.py" "$project" --build-exit "$outcome"
}

lab_command() {
    prepare jar environment
    exec "$environment_python" -m jupyterlab "$notebook" "$@"
}

# Where the user's own Jupyter looks, by Jupyter's rules for Linux.
own_kernels() {
    local home=~ # also where HOME is not set
    printf '%s\n' "${JUPYTER_DATA_DIR:-${XDG_DATA_HOME:-$home/.local/share}/jupyter}/kernels"
}

kernel_command() {
    local action=${1:-} kind=jjava jar='' directory name
    shift || true
    case $action in
        install | uninstall | list) ;;
        '') misuse "kernel needs one of install, uninstall and list." ;;
        *) misuse "unknown argument '$action' of kernel; allowed are install, uninstall and list." ;;
    esac
    while (($#)); do
        [[ $action != list ]] || misuse "unknown argument '$1' of kernel list; it takes none."
        case $1 in
            --kernel=* | --jar=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
            --kernel | --jar)
                (($# > 1)) || misuse "$1 needs a value: ./handoff kernel --help"
                if [[ $1 == --kernel ]]; then kind=$2; else jar=$2; fi
                shift 2
                ;;
            *) misuse "unknown argument '$1' of kernel $action; allowed are --kernel and --jar." ;;
        esac
    done
    case $kind in
        jjava) name='Java (Handoff)' directory=$(own_kernels)/handoff ;;
        ijava) name='Java (Handoff, IJava)' directory=$(own_kernels)/handoff-ijava ;;
        *) misuse "--kernel is '$kind'; allowed are jjava and ijava." ;;
    esac
    "kernel_$action"
}

# These two see what kernel_command was given.
# shellcheck disable=SC2154
kernel_install() {
    if [[ $kind == jjava ]]; then
        [[ -z $jar ]] || misuse "--jar names IJava's jar: add --kernel ijava."
    else
        [[ -n $jar ]] || misuse "--kernel ijava needs --jar FILE: the jar in the release of IJava, which no package registry has."
        [[ -f $jar ]] || fail "there is no file $jar."
    fi
    prepare jar environment
    write_kernelspec ${jar:+--ijava "$jar"} "$directory"
    say "Installed $name in $directory"
}

kernel_uninstall() {
    [[ -z $jar ]] || misuse "uninstall takes no --jar."
    [[ -d $directory ]] || fail "$name is not installed in $directory."
    rm -r "$directory"
    say "Removed $directory"
}

kernel_list() {
    local here own kernel
    own=$(own_kernels)
    find_environment
    here=$environment/share/jupyter/kernels/handoff
    if [[ -f $own/handoff/kernel.json || -f $own/handoff-ijava/kernel.json ]]; then
        for kernel in "$own"/handoff "$own"/handoff-ijava; do
            [[ ! -f $kernel/kernel.json ]] || printf 'your own Jupyter: %s\n' "$kernel"
        done
    else
        printf 'your own Jupyter: not installed (./handoff kernel install)\n'
    fi
    if [[ -f $here/kernel.json ]]; then
        printf 'this project: %s\n' "$here"
    else
        printf 'this project: not made yet (./handoff run makes it)\n'
    fi
}

measure_command() {
    local -a what=(jar)
    # only the Python twin needs Python
    if [[ " $* " == *' --python'* ]]; then what+=(environment); fi
    prepare "${what[@]}"
    exec "$jdk/bin/java" "${jvm_flags[@]}" -jar "$project/target/handoff.jar" measure "$@"
}

chaos_command() {
    if [[ " $* " == *' --parsers '* ]]; then
        parsers_command "$@"
        return
    fi
    prepare jar
    exec "$jdk/bin/java" "${jvm_flags[@]}" -jar "$project/target/handoff.jar" chaos "$@"
}

# The parsers' tests with many more inputs: the tool that makes inputs is one of the tests, not of the library.
parsers_command() {
    local inputs=1000000
    while (($#)); do
        case $1 in
            --parsers) shift ;;
            --inputs=*) set -- --inputs "${1#*=}" "${@:2}" ;;
            --inputs)
                (($# > 1)) || misuse "--inputs needs a value: ./handoff chaos --help"
                inputs=$2
                shift 2
                ;;
            *) misuse "unknown argument '$1' beside --parsers; allowed is --inputs." ;;
        esac
    done
    [[ $inputs =~ ^[1-9][0-9]{0,8}$ ]] || misuse "--inputs is '$inputs'; it must be from 1 to 999999999."
    prepare
    need_maven
    maven -ntp test "-Dtest=*ParserTest" "-Djqwik.tries.default=$inputs"
}

bench_command() {
    prepare jar environment bench bench-packages
    local classes
    classes=$project/target/handoff.jar:$project/target/bench/test-classes:$(<"$project/target/bench/class-path")
    local from=$PWD
    cd "$project"
    exec "$jdk/bin/java" "${jvm_flags[@]}" "-Dhandoff.bench.from=$from" -cp "$classes" dev.handoff.bench.Bench "$@"
}
