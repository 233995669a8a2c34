package dev.handoff.bench.handover;

import dev.handoff.bench.Native;
import dev.handoff.engine.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to hand a payload over while both sides wait busily. */
enum Way {
    SLOTS("slots"),
    RING("ring"),
    ICEORYX2("iceoryx2"),
    PYTHON("Python's shared_memory");

    private static final int MOST_BALLS = 20_000;
    private static final long MOST_BYTES = 400_000_000;

    private final String label;

    Way(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether the machine has not got what it takes. */
    boolean isMissing() {
        return command().isEmpty();
    }

    /** Nothing if the machine has not got what it takes. */
    Optional<Player> player(long bytes, Mode mode) {
        return command().map(program -> {
            var command = new ArrayList<>(program);
            command.addAll(List.of("" + bytes, mode.name().toLowerCase(Locale.ROOT)));
            return new Player(command);
        });
    }

    private Optional<List<String>> command() {
        return switch (this) {
            case SLOTS, RING ->
                Optional.of(Jvm.command(List.of("-Xmx256m"), Ball.class.getName(), label)
                        .command());
            case ICEORYX2 -> Native.crate("iceoryx2-pingpong").map(program -> List.of("" + program));
            case PYTHON -> Optional.of(List.of(python(), "" + Path.of("src", "bench", "python", "pingpong.py")));
        };
    }

    private static String python() {
        return System.getenv().getOrDefault("HANDOFF_PYTHON", "python3");
    }

    /** Fewer of large payloads, if they are copied or touched. */
    int balls(long bytes, Mode mode) {
        boolean passes = mode == Mode.DESCRIPTOR && this != RING;
        return passes ? MOST_BALLS : (int) Math.clamp(MOST_BYTES / bytes, 4, MOST_BALLS);
    }
}
