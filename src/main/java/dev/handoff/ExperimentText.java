package dev.handoff;

import dev.handoff.spi.Arm;
import dev.handoff.workload.OwnPayload;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an experiment says of itself before it is run. */
final class ExperimentText {
    private ExperimentText() {}

    static String of(Experiment experiment) {
        var size = experiment.size();
        boolean own = experiment.workload().payload() instanceof OwnPayload;
        return String.format(
                Locale.ROOT,
                "%s%nover %s; %s; repeats: %d%n%d workers × %,d messages, capacity %,d; run() measures it",
                experiment.workload().text(),
                Stream.concat(
                                experiment.routes().stream()
                                        .map(route -> own && Settling.isOpen(route) ? route.name() : route.text()),
                                experiment.extras().twins().stream().map(twin -> "Python's " + twin.label()))
                        .collect(Collectors.joining(", ")),
                experiment.arms().stream().map(Arm::label).collect(Collectors.joining(", ")),
                experiment.repeats(),
                size.workers(),
                size.messages(),
                size.capacity());
    }
}
