package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.spi.HandoffException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PythonTest {
    @BeforeAll
    static void thereIsPython() {
        assumeTrue(System.getenv("HANDOFF_PYTHON") != null, "HANDOFF_PYTHON names no Python with NumPy");
    }

    @Test
    void whatIsPrintedComesBack() {
        assertThat(Python.run("import sys\nprint(sys.argv[1:])\nprint('ä')", "a", "b c"))
                .isEqualTo("['a', 'b c']\nä");
    }

    @Test
    void whatFailsSaysWhy() {
        assertThatThrownBy(() -> Python.run("print(1)\nraise SystemExit('no')"))
                .isInstanceOf(HandoffException.class)
                .hasMessage("Python ended with exit code 1\nno");
    }
}
