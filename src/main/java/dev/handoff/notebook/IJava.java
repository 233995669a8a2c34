package dev.handoff.notebook;

import dev.handoff.spi.HandoffException;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import jdk.jshell.JShell;

/**
 * Teaches the IJava kernel what {@link JJavaExtension} teaches JJava. IJava looks for no extensions, so a cell or start-up
 * code has to say it, in one line: {@code dev.handoff.notebook.IJava.install();}
 *
 * <p>By reflection: no registry has IJava's classes to compile against.
 */
public final class IJava {
    private static final String KERNEL = "io.github.spencerpark.ijava.IJava";
    private static final String DISPLAY = "io.github.spencerpark.jupyter.kernel.display.";

    private IJava() {}

    /**
     * Hands {@link Renderings} to the kernel that runs in this process. Saying it again does no harm.
     *
     * @throws HandoffException if no IJava kernel runs in this process
     */
    public static void install() {
        try {
            var kernel = Class.forName(KERNEL).getMethod("getKernelInstance").invoke(null);
            if (kernel == null) {
                throw none(null);
            }
            var renderer = kernel.getClass().getMethod("getRenderer").invoke(kernel);
            for (var type : Renderings.types()) {
                register(renderer, type);
            }
            Javadocs.of(shell(kernel));
        } catch (ReflectiveOperationException e) {
            throw none(e);
        }
    }

    private static HandoffException none(Exception cause) {
        return new HandoffException(
                "no IJava kernel runs in this process; call dev.handoff.notebook.IJava.install() in a cell of IJava",
                cause);
    }

    private static void register(Object renderer, Class<?> type) throws ReflectiveOperationException {
        var registration =
                renderer.getClass().getMethod("createRegistration", Class.class).invoke(renderer, type);
        var function = Class.forName(DISPLAY + "RenderFunction");
        var render = MethodHandles.lookup()
                .findStatic(IJava.class, "render", MethodType.methodType(void.class, Object.class, Object.class));
        registration
                .getClass()
                .getMethod("register", function)
                .invoke(registration, MethodHandleProxies.asInterfaceInstance(function, render));
    }

    @SuppressWarnings("UnusedMethod") // called by its name
    private static void render(Object object, Object context) throws ReflectiveOperationException {
        var mime = Class.forName(DISPLAY + "mime.MIMEType");
        var parse = mime.getMethod("parse", String.class);
        var wants = context.getClass().getMethod("wantsDataRenderedAs", mime);
        var container = context.getClass().getMethod("getOutputContainer").invoke(context);
        for (var rendering : Renderings.of(object)) {
            if ((boolean) wants.invoke(context, parse.invoke(null, rendering.mimeType()))) {
                put("putData", container).invoke(container, rendering.mimeType(), rendering.data());
                if (!rendering.metadata().isEmpty()) {
                    put("putMetaData", container).invoke(container, rendering.mimeType(), rendering.metadata());
                }
            }
        }
    }

    private static Method put(String name, Object container) throws NoSuchMethodException {
        return container.getClass().getMethod(name, String.class, Object.class);
    }

    private static JShell shell(Object kernel) throws ReflectiveOperationException {
        var field = kernel.getClass().getDeclaredField("evaluator");
        field.setAccessible(true);
        var evaluator = field.get(kernel);
        return (JShell) evaluator.getClass().getMethod("getShell").invoke(evaluator);
    }
}
