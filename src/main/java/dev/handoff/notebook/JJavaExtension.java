package dev.handoff.notebook;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

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
}
