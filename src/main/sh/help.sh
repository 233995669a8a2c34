# The help of each command.
# shellcheck shell=bash

help_command() {
    case ${1:-} in
        '') help_all ;;
        run) help_run ;;
        test) help_test ;;
        lab) help_lab ;;
        kernel) help_kernel ;;
        doctor) help_doctor ;;
        measure) measure_command --help ;;
        chaos) chaos_command --help ;;
        bench) bench_command --help ;;
        *) misuse "no help for '$1'; allowed are run, test, lab, kernel, doctor, measure, chaos and bench." ;;
    esac
}

help_all() {
    cat <<'END'
Handoff measures what it costs to hand an object from one process to another.

  ./handoff run       run the experiment's notebook, show the result, write a page with all charts
  ./handoff lab       open the notebooks in JupyterLab
  ./handoff measure   run the experiment without Jupyter, for scripts
  ./handoff test      run every test
  ./handoff kernel    install the kernel Java (Handoff) into your own Jupyter, or remove it
  ./handoff chaos     kill, stop and spoil what takes part in a run, and check that no promise is broken
  ./handoff bench     measure Handoff against what a user would pick instead
  ./handoff doctor    show what was found, what is missing and what to install

./handoff COMMAND --help explains a command. What is not built yet is built first: this needs JDK 25, Maven,
Python 3.11 or later and, the first time, a network.
END
}

help_run() {
    cat <<'END'
Usage: ./handoff run [NUMBER] [--scale quick|standard|article] [--out DIR]

Executes a notebook in the Java kernel, prints the tables and the explanation that are meant for the terminal, and
writes the executed notebook and an HTML page with all charts.

  NUMBER          the number a notebook's name begins with (default: 01)
  --scale SCALE   quick: a look in seconds; standard: under four minutes on two cores (the default);
                  article: 16 workers, 100 messages each, capacity 100
  --out DIR       where the two files go (default: out/ in the project)
END
}

help_test() {
    cat <<'END'
Usage: ./handoff test [MAVEN ARGUMENTS]

Runs every test, the notebooks in the Java kernel included, and ends with the counts and the reason of each skip.
Arguments go to Maven: ./handoff test -Dtest=LauncherFindsJavaTest
END
}

help_lab() {
    cat <<'END'
Usage: ./handoff lab [JUPYTERLAB ARGUMENTS]

Opens JupyterLab at notebooks/01-the-experiment.ipynb, with the kernel Java (Handoff).
Arguments go to JupyterLab: ./handoff lab --no-browser --port 8899
END
}

help_kernel() {
    cat <<'END'
Usage: ./handoff kernel install [--kernel jjava|ijava] [--jar FILE]
       ./handoff kernel uninstall [--kernel jjava|ijava]
       ./handoff kernel list

  install     makes the kernel Java (Handoff) known to your own Jupyter (it goes on using this directory)
  uninstall   removes it from there
  list        shows what is installed, and where

  --kernel    jjava: the one that this project brings (the default); ijava: Java (Handoff, IJava), which needs --jar
  --jar FILE  the jar in the release of IJava

docs/kernels.md has more about both, and about others.
END
}

help_doctor() {
    cat <<'END'
Usage: ./handoff doctor

Shows what was found, what is missing and what to install. Changes nothing; exit code 1 if something is missing.
END
}
