package dev.handoff.notebook;

import dev.handoff.spi.HandoffException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** The place under the running cell. */
interface Cell {
    /** Shows an object; the id is for {@link #update}. */
    String show(Object object);

    /** Shows an object in the place of the one that has this id. */
    void update(String id, Object object);

    /** The cells of the kernel that runs in this process. */
    static Optional<Cell> running() {
        return OfKernel.HOMES.stream()
                .flatMap(home -> OfKernel.in(home).stream())
                .findFirst();
    }

    /**
     * Calls what a reader calls: {@code display(o)} and {@code updateDisplay(id, o)}, static methods that JJava kept from
     * IJava. By name, because neither kernel's classes are there without it, IJava is in no registry to compile against,
     * and the calls below these two differ between releases of JJava.
     */
    record OfKernel(Method display, Method update) implements Cell {
        private static final List<String> HOMES = List.of(
                "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics", "io.github.spencerpark.ijava.runtime.Display");

        private static Optional<Cell> in(String home) {
            try {
                // a kernel loads this library, so its own classes are seen from here
                var statics = Class.forName(home);
                statics.getMethod("render", Object.class).invoke(null, ""); // throws where no kernel runs
                return Optional.of(new OfKernel(
                        statics.getMethod("display", Object.class),
                        statics.getMethod("updateDisplay", String.class, Object.class)));
            } catch (ReflectiveOperationException e) {
                return Optional.empty();
            }
        }

        @Override
        public String show(Object object) {
            return (String) call(display, object);
        }

        @Override
        public void update(String id, Object object) {
            call(update, id, object);
        }

        private static Object call(Method method, Object... arguments) {
            try {
                return method.invoke(null, arguments);
            } catch (ReflectiveOperationException e) {
                throw new HandoffException("the kernel could not show the progress: " + e.getCause(), e);
            }
        }
    }
}
