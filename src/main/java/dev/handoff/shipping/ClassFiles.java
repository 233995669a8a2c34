package dev.handoff.shipping;

import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.ProtectionDomain;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The class files of the classes that cells declared. */
final class ClassFiles {
    /**
     * Each is asked for once: to show a class, the JVM transforms it anew, and constants that are not equal to themselves, such
     * as {@code Double.NaN}, multiply each time, until that takes half a minute (25.0.3).
     */
    private static final ClassValue<Bytes> KNOWN = new ClassValue<>() {
        @Override
        protected Bytes computeValue(Class<?> type) {
            return read(type);
        }
    };

    private ClassFiles() {}

    /**
     * Whether a class is one that no file holds: neither the JDK's, nor of a jar or a directory. A worker has it only if it
     * is sent there.
     */
    static boolean isOfACell(Class<?> type) {
        var loader = type.getClassLoader();
        if (loader == null || loader.equals(ClassLoader.getPlatformClassLoader()) || type.isHidden()) {
            return false;
        }
        var source = type.getProtectionDomain().getCodeSource();
        return (source == null || source.getLocation() == null) && !Proxy.isProxyClass(type);
    }

    /**
     * The class file of a class, from the JVM where it was started with the agent, else from the loader if that gives it out.
     *
     * @throws HandoffException if neither does; it says how to get the agent
     */
    static Bytes of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static Bytes read(Class<?> type) {
        if (type.getClassLoader() instanceof Unpacking.Classes) {
            throw new HandoffException("a worker cannot run an experiment of its own; run it in a cell");
        }
        var agent = Agent.instrumentation();
        var bytes = agent != null ? fromJvm(agent, type) : fromLoader(type);
        if (bytes == null) {
            throw new HandoffException("the code of " + Names.readable(type.getName())
                    + " cannot be sent to a worker, because this kernel was started without Handoff's agent; use the"
                    + " kernel Java (Handoff), or start yours with -javaagent:target/handoff-agent.jar");
        }
        return new Bytes(type.isLocalClass() || type.isAnonymousClass() ? enclosed(type, bytes) : bytes);
    }

    /** The JVM shows a class to every transformer when it is asked to transform it again; ours only looks. */
    private static byte[] fromJvm(Instrumentation jvm, Class<?> type) {
        var seen = new AtomicReference<byte[]>();
        var looking = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> shown, ProtectionDomain domain, byte[] bytes) {
                if (shown == type) {
                    seen.set(bytes.clone());
                }
                return null;
            }
        };
        jvm.addTransformer(looking, true);
        try {
            jvm.retransformClasses(type);
            return seen.get();
        } catch (UnmodifiableClassException e) {
            return null;
        } finally {
            jvm.removeTransformer(looking);
        }
    }

    /** What the JVM shows does not say in which method a class is declared; without that, such a class has another simple name. */
    private static byte[] enclosed(Class<?> type, byte[] bytes) {
        var method = Optional.ofNullable(type.getEnclosingMethod());
        var attribute = EnclosingMethodAttribute.of(
                type.getEnclosingClass().describeConstable().orElseThrow(),
                method.map(Method::getName),
                method.map(m -> MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                        .describeConstable()
                        .orElseThrow()));
        var file = ClassFile.of();
        return file.transformClass(
                file.parse(bytes),
                ClassTransform.dropping(element -> element instanceof EnclosingMethodAttribute)
                        .andThen(ClassTransform.endHandler(builder -> builder.with(attribute))));
    }

    private static byte[] fromLoader(Class<?> type) {
        try (var file = type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }
}
