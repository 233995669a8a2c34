package dev.handoff.baseline;

import dev.handoff.spi.Arm;
import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * The experiment in Python: workers hand over what they made, and their parent drains it; none of them is this process. Immutable, and safe for use by several threads.
 */
public final class PythonTwin {
    private final Interpreter interpreter;

    private PythonTwin(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * Finds the Python that the environment variable {@code HANDOFF_PYTHON} names, else {@code python3} on the path, and
     * looks whether it will do. Takes as long as Python takes to load NumPy.
     *
     * @return the twin, ready to run
     * @throws HandoffException if there is none, it is older than 3.11, or it has no NumPy; the message says what to
     *     install
     */
    public static PythonTwin find() {
        return find(System.getenv());
    }

    static PythonTwin find(Map<String, String> environment) {
        return new PythonTwin(Interpreter.find(environment));
    }

    /**
     * The versions of what takes part.
     *
     * @return {@code python}, {@code numpy}, {@code numpy openblas} if NumPy can say it, and {@code python start
     *     method}: how workers are made
     */
    public Map<String, String> versions() {
        return interpreter.versions();
    }

    /**
     * Runs one arm once. When the calling thread is interrupted, Python is stopped.
     *
     * @param spec what to run
     * @param arm what happens to the payload
     * @param repeat the number of the repeat, from 0; goes into the result
     * @param received is told at most ten times a second how many messages were received, by the calling thread
     * @param sampler watches the processes
     * @param deadline when to give up
     * @return the run; route and codec are the twin's. Where nothing was sampled, and for workers that are threads,
     *     the peak of private memory is −1
     * @throws HandoffException if Python fails, one of its workers dies, the deadline passes or the thread is
     *     interrupted (its interrupt status is then set)
     */
    public Run run(TwinSpec spec, Arm arm, int repeat, LongConsumer received, Sampler sampler, Deadline deadline) {
        return new TwinRun(interpreter, spec, received, sampler, deadline).run(arm, repeat);
    }

    /**
     * Runs the article's script as it was printed: it takes 16 of its 1,600 messages, asserts that its workers have
     * ended, and fails.
     *
     * @param limit after what time to kill it
     * @return how it ended
     * @throws HandoffException if it cannot be started or the thread is interrupted
     */
    public AsPrintedEnd asPrinted(Duration limit) {
        return asPrinted(limit, List.of());
    }

    AsPrintedEnd asPrinted(Duration limit, List<String> arguments) {
        return new AsPrinted(interpreter, limit).run(arguments);
    }

    /**
     * Strikes a worker of a program with a {@code multiprocessing.Queue}, once for each cell. The programs run some at a
     * time; whatever is left of one is counted, and ended.
     *
     * @param cells a way, {@code queue} or {@code shared_memory} (names of segments go through the queue), a fault and a
     *     phase: {@code queue/kill/write}. The script {@code struck_queue.py} has them
     * @param limit after which a program is said to hang
     * @return what became of each, in the order of the cells
     * @throws HandoffException if Python fails or the thread is interrupted
     */
    public List<StruckQueue> strike(List<String> cells, Duration limit) {
        return new Strikes(interpreter, limit).run(cells);
    }

    /**
     * Runs a few lines of Python.
     *
     * @param script the lines
     * @param arguments what they find in {@code sys.argv}, from the second place on
     * @param deadline when to give up
     * @return what they printed
     * @throws HandoffException if they fail, the deadline passes or the thread is interrupted; it has what Python said
     */
    public String run(String script, List<String> arguments, Deadline deadline) {
        var command = new ArrayList<>(List.of(interpreter.program().toString(), "-c", script));
        command.addAll(arguments);
        var printed = new ArrayList<String>();
        try (var python = Subprocess.start(command)) {
            for (var line = python.line(deadline); line.isPresent(); line = python.line(deadline)) {
                printed.add(line.get());
            }
            if (python.exitCode() != 0) {
                throw new HandoffException("Python ended with exit code " + python.exitCode() + "\n" + python.said());
            }
            return String.join("\n", printed);
        } catch (TimeoutException e) {
            throw new HandoffException("Python was stopped: it had not ended at its time limit", e);
        }
    }
}
