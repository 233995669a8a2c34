"""The public tests of Jupyter's protocol (jupyter-kernel-test), against the kernel *Java (Handoff)*, which JUPYTER_PATH
holds under the name handoff-test. What JJava itself does otherwise is marked as expected to fail, with the reason: if it
begins to pass, or anything else fails, the exit code is not 0."""

import unittest

import jupyter_kernel_test


class JavaKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "handoff-test"
    language_name = "Java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("meant to fail");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "Scale.QUICK", "mime": "text/html"},
        {"code": 'Table.create("t", IntColumn.create("n", 1))', "mime": "text/html"},
    ]
    code_display_data = [{"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"}]
    completion_samples = [
        {"text": "Experiment.arti", "matches": {"article()"}},
        {"text": "Route.unix", "matches": {"unixSocket()"}},
    ]
    complete_code_samples = ["int a = 1;", "1 + 1"]
    incomplete_code_samples = ["int f() {", "/* a comment"]
    code_inspect_sample = "Experiment.article()"

    # JJava's reply has no status, which the protocol requires of every reply; clients take it for ok
    test_kernel_info = unittest.expectedFailure(jupyter_kernel_test.KernelTests.test_kernel_info)

    # JJava asks JShell about the place after the cursor, and there is none after the end of the code
    test_inspect = unittest.expectedFailure(jupyter_kernel_test.KernelTests.test_inspect)

    # JJava calls such code complete
    @unittest.expectedFailure
    def test_invalid_code(self):
        self.check_is_complete("int a = ;)", "invalid")

    def test_help_on_a_name_of_ours_has_its_comment(self):
        for cursor in range(len("Experiment."), len("Experiment.article")):
            reply = self.kc.inspect("Experiment.article()", cursor, reply=True, timeout=30)
            self.assertIn("The article's experiment at the standard scale", reply["content"]["data"]["text/plain"])

    def test_the_question_for_earlier_cells_is_answered(self):
        reply = self.kc.history(hist_access_type="tail", n=10, reply=True, timeout=30)
        self.assertEqual(reply["content"]["history"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
