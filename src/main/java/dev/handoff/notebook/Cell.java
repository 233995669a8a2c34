package dev.handoff.notebook;

import dev.handoff.spi.HandoffException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The place under the running cell. */
interface Cell {
    /** Shows an object; the id is for {@link #update}. */
    String show(Object object);

    /** Shows an object in the place of the one that has this id. */
    void update(String id, Object object);

    /** The cells of the kernel that runs in this process. */
    static Optional<Cell> running() {
        return OfKernel.HOMES.keySet().stream()
                .flatMap(home -> OfKernel.in(home).stream())
                .findFirst();
    }

    /**
     * Calls what a reader calls: {@code display(o)} and {@code updateDisplay(id, o)}, static methods that JJava kept from
     * IJava. By name, because neither kernel's classes are there without it, IJava is in no registry to compile against,
     * and the calls below these two differ between releases of JJava.
     *
     * <p>Both kernels drop what comes while no cell runs, and an interrupted cell ends at once, while what it ran still ends
     * its workers. So updates go out in the name of the cell in which this was made, whatever runs by then: through a stream
     * like the kernel's that nobody takes the cell from. A page knows the display by its id.
     *
     * @param display {@code display(o)}
     * @param render makes of an object what {@code update} sends
     * @param update takes an id and what was rendered, where there is a stream; else {@code updateDisplay(id, o)}
     * @param stream belongs to the cell; null in a release of a kernel that is built otherwise
     */
    record OfKernel(Method display, Method render, Method update, Object stream) implements Cell {
        /** What a reader calls, and where the kernel is. */
        private static final Map<String, List<String>> HOMES = Map.of(
                "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics",
                List.of("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"),
                "io.github.spencerpark.ijava.runtime.Display",
                List.of("io.github.spencerpark.ijava.runtime.Kernel", "getKernelInstance"));

        private static Optional<Cell> in(String home) {
            try {
                // a kernel loads this library, so its own classes are seen from here
                var statics = Class.forName(home);
                var display = statics.getMethod("display", Object.class);
                var render = statics.getMethod("render", Object.class);
                render.invoke(null, ""); // throws where no kernel runs
                try {
                    var stream = ofThisCell(HOMES.get(home));
                    var update = stream.getClass().getMethod("updateDisplay", String.class, render.getReturnType());
                    return Optional.of(new OfKernel(display, render, update, stream));
                } catch (ReflectiveOperationException e) {
                    var update = statics.getMethod("updateDisplay", String.class, Object.class);
                    return Optional.of(new OfKernel(display, render, update, null));
                }
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }

        private static Object ofThisCell(List<String> kernel) throws ReflectiveOperationException {
            var running =
                    Class.forName(kernel.getFirst()).getMethod(kernel.getLast()).invoke(null);
            var io = running.getClass().getMethod("getIO").invoke(running);
            var stream = io.getClass().getField("display").get(io);
            var own = stream.getClass().getConstructor().newInstance();
            var cell = stream.getClass().getDeclaredField("env");
            cell.setAccessible(true);
            cell.set(own, cell.get(stream));
            return own;
        }

        @Override
        public String show(Object object) {
            return (String) call(null, display, object);
        }

        @Override
        public void update(String id, Object object) {
            call(stream, update, id, stream == null ? object : call(null, render, object));
        }

        private static Object call(Object of, Method method, Object... arguments) {
            try {
                return method.invoke(of, arguments);
            } catch (ReflectiveOperationException e) {
                throw new HandoffException("the kernel could not show the progress: " + e.getCause(), e);
            }
        }
    }
}
