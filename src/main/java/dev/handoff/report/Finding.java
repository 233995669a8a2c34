package dev.handoff.report;

import java.util.List;

/**
 * What limits the heavy arm of one way of travelling.
 *
 * @param language {@code java} or {@code python}
 * @param route the name of the channel
 * @param codec the name of the codec
 * @param messageMs the time a message takes, milliseconds: the run's seconds over its messages, of the repeat in the
 *     middle
 * @param limit what limits it
 * @param candidates what was considered, each once: the reader, the write lock (on routes that have one), the workers, the
 *     processors, the memory
 */
public record Finding(
        String language, String route, String codec, double messageMs, Limit limit, List<Candidate> candidates) {

    /** Copies the list. */
    public Finding {
        candidates = List.copyOf(candidates);
    }

    /**
     * One of the candidates.
     *
     * @param resource which one
     * @return its numbers; unknown ones for a resource that this route does not have
     */
    public Candidate candidate(Limit resource) {
        return candidates.stream()
                .filter(candidate -> candidate.resource() == resource)
                .findFirst()
                .orElse(Candidate.of(resource, Double.NaN, messageMs));
    }
}
