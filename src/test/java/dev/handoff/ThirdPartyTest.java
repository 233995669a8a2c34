package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.Ring;
import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Sink;
import dev.handoff.spi.Source;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A codec and a channel of another library: what they implement, and how they are found. */
class ThirdPartyTest {
    /** Carries an {@code Integer}, and nothing else, in one byte with its bits turned around. */
    public static final class Negative implements Codec {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "negative";
        }

        @Override
        public void encode(Object value, Sink to) {
            to.write(~(Integer) value);
        }

        @Override
        public Object decode(Source from) {
            return ~from.read() & 0xff;
        }
    }

    /** A ring that is as small as it can be. */
    public static final class Ringlet implements Channel {
        @Override
        public String name() {
            return "ringlet";
        }

        @Override
        public Codec defaultCodec() {
            return new Negative();
        }

        @Override
        public Inbox open(Terms terms) {
            return new Ring(Ring.LEAST_BYTES).open(terms);
        }
    }

    @TempDir
    private Path library;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void theLibraryIsOnTheClassPath() throws IOException {
        var services = Files.createDirectories(library.resolve("META-INF/services"));
        Files.writeString(services.resolve(Codec.class.getName()), Negative.class.getName());
        Files.writeString(services.resolve(Channel.class.getName()), Ringlet.class.getName());
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {url(library.toUri())}, before));
    }

    private static URL url(URI uri) throws MalformedURLException {
        return uri.toURL();
    }

    @AfterEach
    void andNoLonger() throws IOException {
        ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void itIsFoundByItsNameAndRuns() {
        assertThat(Codecs.all()).hasAtLeastOneElementOfType(Negative.class);
        var route = Route.named("ringlet");
        assertThat(route.codec().name()).isEqualTo("negative");
        assertThat(Route.named("queue/negative").codec()).isInstanceOf(Negative.class);
        try (var session = Session.open()) {
            var results = session.run(Experiment.of(Workload.only(Payloads.one()))
                    .workers(2)
                    .messages(5)
                    .via(route, Route.of(new Negative(), Route.queue().channel())));
            assertThat(results.runs())
                    .hasSize(6)
                    .allSatisfy(run -> assertThat(run.verified()).isEqualTo(10));
        }
    }

    @Test
    void aPairThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Route.threads().with(new Negative()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "threads pass the object itself, and nothing would ask the negative codec; use threads without"
                                + " a codec, or this codec over the queue");
    }
}
