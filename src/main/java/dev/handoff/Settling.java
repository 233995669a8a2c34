package dev.handoff;

import dev.handoff.channel.PipeQueue;
import dev.handoff.codec.JavaCodec;
import dev.handoff.engine.Engine;
import dev.handoff.engine.Plan;
import dev.handoff.engine.Plan.Conditions;
import dev.handoff.engine.Plan.Size;
import dev.handoff.engine.Pool;
import dev.handoff.shipping.Packed;
import dev.handoff.spi.Arm;
import dev.handoff.spi.HandoffException;
import dev.handoff.spi.Tensor;
import dev.handoff.workload.OwnPayload;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is done before an experiment with the reader's own code: it is seen whether it can be sent to a worker at all, and,
 * where the object is the reader's own, one worker makes one, from which the classes and the size are learnt.
 */
final class Settling {
    /** For making one message. A reader who sets a longer limit than usual needs more. */
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private static final int SHARE_OF_LIMIT = 30;

    private final Experiment experiment;
    private final Pool pool;

    private Settling(Experiment experiment, Pool pool) {
        this.experiment = experiment;
        this.pool = pool;
    }

    /**
     * Settles what is open.
     *
     * @param warnings is told what the reader should know
     * @return the experiment as it can be run; itself if nothing was open
     */
    static Experiment of(Experiment experiment, Pool pool, Consumer<String> warnings) {
        var toProcesses = experiment.routes().stream()
                .filter(route -> !route.channel().withinProcess())
                .toList();
        if (toProcesses.isEmpty()) {
            return experiment; // threads have the very objects
        }
        var code = experiment.plan(Arm.HEAVY, toProcesses.getFirst(), 0).code();
        code.warnings().forEach(warnings);
        return experiment.workload().payload() instanceof OwnPayload payload
                ? new Settling(experiment, pool).with(payload, toProcesses, code)
                : experiment;
    }

    private Experiment with(OwnPayload payload, List<Route> routes, Packed code) {
        var learnt = report(payload, routes);
        boolean flat = learnt.type().equals(Tensor.class.getName());
        var type = load(learnt.type(), code);
        refuseFlatCodecs(flat, type);
        var types = new HashSet<Class<?>>(code.types().stream()
                // what another message may be made of
                .filter(own -> own.isMemberClass() && !Modifier.isAbstract(own.getModifiers()))
                .toList());
        learnt.types().forEach(name -> types.add(load(name, code)));
        var known = new OwnPayload(nameOf(type), payload.how(), Set.copyOf(types), learnt.bytes());
        return experiment
                .with(experiment.workload().sending(known))
                .via(experiment.routes().stream()
                        .map(route -> flat || route.codec().headroom() == 0 ? route : route.with(Codecs.java()))
                        .toList());
    }

    /** Whether its codec is settled by the object: that of the channel for a tensor, the java codec for anything else. */
    static boolean isOpen(Route route) {
        return route.codec().headroom() > 0
                && route.codec().equals(route.channel().defaultCodec());
    }

    /** Where nobody asked for the raw codec, because it is the channel's own, the java codec takes its place. */
    private void refuseFlatCodecs(boolean flat, Class<?> type) {
        experiment.routes().stream()
                .filter(route -> !flat && route.codec().headroom() > 0 && !isOpen(route))
                .findFirst()
                .ifPresent(route -> {
                    throw new IllegalArgumentException("route " + route.text() + ": the "
                            + route.codec().name() + " codec carries a Tensor and no " + nameOf(type)
                            + "; send a Tensor, or leave the codec to the route, which takes java");
                });
    }

    private static Duration limit(Duration ofARun) {
        return Collections.min(List.of(ofARun, Collections.max(List.of(ENOUGH, ofARun.dividedBy(SHARE_OF_LIMIT)))));
    }

    private OwnObject.Report report(OwnPayload payload, List<Route> routes) {
        var codecs = routes.stream().map(Route::codec).distinct().toList();
        var object = new OwnObject(payload, codecs, new AtomicReference<>());
        var conditions = experiment.conditions();
        var plan = new Plan(
                experiment.workload().computation(),
                object,
                Arm.HEAVY,
                new PipeQueue(0),
                new JavaCodec(),
                new Size(1, 1, 1),
                new Conditions(conditions.seed(), 0, false, limit(conditions.limit())),
                0);
        new Engine(pool).tryOut(plan);
        return object.learnt().get();
    }

    /** A class without a name is called what it is one of. */
    private static String nameOf(Class<?> type) {
        var face = Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
                .findFirst();
        return type.isAnonymousClass() ? "anonymous " + face.orElse(type).getSimpleName() : type.getSimpleName();
    }

    private static Class<?> load(String name, Packed code) {
        try {
            return Class.forName(name, false, code.home());
        } catch (ClassNotFoundException e) {
            throw new HandoffException("the class " + name + " of the object is in the worker, but not here", e);
        }
    }
}
