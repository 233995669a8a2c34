package dev.handoff.shipping;

import java.lang.instrument.Instrumentation;

/**
 * The instrumentation agent, through which a JVM gives out the bytes of a class that it has defined. Lies in a jar of its
 * own, {@code handoff-agent.jar}, that a kernel is started with; the library, which a kernel loads later and by another
 * loader, finds this class through its parents, so that both see the same one. For any thread.
 *
 * <p>A JVM hands its instrumentation to a static method and to nobody else: hence the only static state that is set from outside.
 */
public final class Agent {
    private static volatile Instrumentation instrumentation;

    private Agent() {}

    /**
     * Called by the JVM before its {@code main}.
     *
     * @param arguments none
     * @param given by the JVM
     */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /**
     * What the JVM gave.
     *
     * @return its instrumentation; null where it was started without the agent
     */
    public static Instrumentation instrumentation() {
        return instrumentation;
    }
}
