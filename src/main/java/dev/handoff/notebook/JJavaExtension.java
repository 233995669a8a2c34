package dev.handoff.notebook;

import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;

/** Teaches the JJava kernel to show tables, charts and results. The kernel finds it by {@code ServiceLoader}. */
public final class JJavaExtension implements Extension {
    /** For {@code ServiceLoader}. */
    public JJavaExtension() {}

    /**
     * Hands {@link Renderings} to the kernel's renderer, which applies them to subtypes too.
     *
     * @param kernel the kernel
     */
    @Override
    public void install(BaseKernel kernel) {
        for (var type : Renderings.types()) {
            kernel.getRenderer().createRegistration(type).register(JJavaExtension::render);
        }
        try {
            answerHistory(kernel);
            Javadocs.of((JShell) kernel.getClass().getMethod("getJShell").invoke(kernel));
        } catch (ReflectiveOperationException e) {
            // another release of JJava: what is shown is not touched by it
        }
    }

    private static void render(Object object, RenderContext context) {
        for (var rendering : Renderings.of(object)) {
            if (context.wantsDataRenderedAs(MIMEType.parse(rendering.mimeType()))) {
                context.getOutputContainer().putData(rendering.mimeType(), rendering.data());
                if (!rendering.metadata().isEmpty()) {
                    context.getOutputContainer().putMetaData(rendering.mimeType(), rendering.metadata());
                }
            }
        }
    }

    /**
     * JupyterLab shows a kernel as idle after it has answered anything but questions about itself, and asks for the cells of
     * earlier sessions as it opens a notebook. JJava keeps none and does not answer: it stays <em>Unknown</em> until the
     * first cell. Now it says that there are none. After a restart, JupyterLab does not ask again.
     */
    private static void answerHistory(BaseKernel kernel) throws ReflectiveOperationException {
        if (kernel.getHistoryManager() == null) {
            var manager = BaseKernel.class.getDeclaredField("historyManager");
            manager.setAccessible(true);
            manager.set(kernel, new NoHistory());
        }
    }

    private static final class NoHistory implements HistoryManager {
        @Override
        public List<HistoryEntry> lookupRange(int session, int start, int end, Set<ResultFlag> flags) {
            return List.of();
        }

        @Override
        public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
            return List.of();
        }

        @Override
        public List<HistoryEntry> search(String pattern, int length, Set<ResultFlag> flags) {
            return List.of();
        }
    }
}
