package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.CorruptMessageException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KryoCodecTest {
    private final KryoCodec codec = new KryoCodec();

    @Test
    void aCycleThatKryoWouldReadAsNullIsRefused() {
        var inside = new ArrayList<Object>();
        var outside = List.of(inside, 1);
        inside.add(outside);
        var bytes = Bytes.encode(codec, outside);
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("a cycle through a record or through a collection that cannot be changed");
    }

    @Test
    void moreElementsThanBytesAreRefused() {
        var bytes = Bytes.encode(codec, new double[] {1, 2});
        for (int at = 0; at < bytes.length - 16; at++) {
            if (bytes[at] == 3) { // Kryo writes one more, because 0 is null
                bytes[at] = 100;
                break;
            }
        }
        assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageMatching("99 elements are announced in a message of \\d+ bytes");
    }

    /** Kryo's own serializer of this array takes memory first; also where a payload names the class. */
    @Test
    void moreBooleansThanBytesAreRefused() {
        for (var told : List.of(codec, codec.allowing(Set.of(boolean[].class)))) {
            var bytes = Bytes.encode(told, new boolean[] {true, false});
            bytes[bytes.length - 3] = 100;
            assertThatThrownBy(() -> Bytes.decode(told, bytes))
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("100 elements are announced in a message of " + bytes.length + " bytes");
        }
    }

    private static final class Link {
        final String name;
        final Link next;

        Link(String name, Link next) {
            this.name = name;
            this.next = next;
        }
    }

    private static final class Graph<N> {
        final List<Edge> edges = new ArrayList<>();

        final class Edge {
            final N to;

            Edge(N to) {
                this.to = to;
            }
        }
    }

    @Test
    void aClassOfTheReadersNeedsNoConstructorWithoutParameters() {
        var sent = new Link("a", new Link("b", null));
        var told = codec.allowing(Types.of(sent));
        var got = (Link) Bytes.decode(told, Bytes.encode(told, sent));
        assertThat(got.name + got.next.name).isEqualTo("ab");
        assertThat(got.next.next).isNull();
    }

    @Test
    void aGenericClassWithAnInnerOneComesBack() {
        var sent = new Graph<String>();
        sent.edges.add(sent.new Edge("a"));
        sent.edges.add(sent.new Edge("b"));
        var told = codec.allowing(Types.of(sent));
        var got = (Graph<?>) Bytes.decode(told, Bytes.encode(told, sent));
        assertThat(got.edges.stream().map(edge -> (Object) edge.to)).containsExactly("a", "b");
    }

    @Test
    void whatTheJdkSetsUpInItsConstructorsIsNotMadeWithout() {
        var sent = Collections.synchronizedList(new ArrayList<>(List.of(1)));
        var told = codec.allowing(Types.of(sent));
        var bytes = Bytes.encode(told, sent);
        assertThatThrownBy(() -> Bytes.decode(told, bytes))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContaining("Class cannot be created (missing no-arg constructor)");
    }

    @ParameterizedTest
    @MethodSource("valuesOfTheJdk")
    void aValueOfTheJdkComesBack(Object sent) {
        var told = codec.allowing(Types.of(sent));
        assertThat(Bytes.decode(told, Bytes.encode(told, sent))).hasToString(sent.toString());
    }

    private static Stream<Object> valuesOfTheJdk() {
        return Stream.of(
                new UUID(1, 2),
                URI.create("a:b"),
                Pattern.compile("a+"),
                new AtomicBoolean(true),
                new AtomicInteger(3),
                new AtomicLong(4));
    }

    @Test
    void anArrayThatKryoCouldNotReadIsRefusedWhereItIsSent() {
        assertThatCode(() -> KryoEngine.checkArray((1 << 28) - 1, Double.BYTES)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KryoEngine.checkArray(1 << 28, Double.BYTES))
                .hasMessage(
                        "an array in Kryo's bytes has less than 2 GiB; this one has 2147483648 bytes; send a Tensor");
    }
}
