package dev.handoff.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.handoff.Codecs;
import dev.handoff.spi.Codec;
import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.EncodingException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks on deserialization that are publicly known, against every codec. None loads or calls anything. */
class GadgetTest {
    static Stream<Codec> codecs() {
        return Codecs.all().stream();
    }

    /** The classes with which the known chains begin or end. */
    private static final String GADGETS = """
            org.apache.commons.collections.functors.InvokerTransformer
            org.apache.commons.collections.keyvalue.TiedMapEntry
            org.apache.commons.collections4.comparators.TransformingComparator
            org.apache.commons.beanutils.BeanComparator
            org.codehaus.groovy.runtime.ConvertedClosure
            org.springframework.beans.factory.ObjectFactory
            org.hibernate.engine.spi.TypedValue
            com.mchange.v2.c3p0.PoolBackedDataSource
            com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl
            com.sun.rowset.JdbcRowSetImpl
            javax.management.BadAttributeValueExpException
            java.rmi.server.UnicastRemoteObject
            java.net.URL
            java.lang.Runtime
            java.lang.ProcessBuilder
            java.lang.invoke.SerializedLambda
            java.util.PriorityQueue
            javax.script.ScriptEngineManager
            sun.reflect.annotation.AnnotationInvocationHandler""";

    @Test
    void aStreamOfJavaThatNamesAGadgetIsRefusedByItsName() throws IOException {
        for (var name : GADGETS.lines().toList()) {
            var bytes = streamNaming(name);
            assertThatThrownBy(() -> Bytes.decode(new JavaCodec(), bytes))
                    .as(name)
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessage("the java codec does not read a " + name
                            + "; it reads numbers, text, tensors, plain collections, the classes of the payload, and"
                            + " arrays of those");
        }
    }

    /** An object of that class without fields: a stand-in for the class is not needed. */
    private static byte[] streamNaming(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
            out.writeShort(ObjectStreamConstants.STREAM_VERSION);
            out.writeByte(ObjectStreamConstants.TC_OBJECT);
            out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
            out.writeUTF(name);
            out.writeLong(1);
            out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
            out.writeShort(0);
            out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
            out.writeByte(ObjectStreamConstants.TC_NULL);
        }
        return bytes.toByteArray();
    }

    /** Told of by nobody, and says so when it is loaded. */
    static final class Tripwire implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        private static final List<String> TRIPPED = new ArrayList<>();

        @SuppressWarnings("UnusedVariable")
        private Object readResolve() {
            TRIPPED.add("read");
            return this;
        }
    }

    @Test
    void whatReadsItselfIsNotReadWhereverItStands() throws IOException {
        for (Object around : List.of(
                new Tripwire(),
                List.of(1, new Tripwire()),
                new HashMap<>(java.util.Map.of("a", new Tripwire())),
                new Object[][] {{new Tripwire()}},
                new Tripwire[] {new Tripwire()})) {
            for (boolean unshared : new boolean[] {false, true}) {
                var bytes = new ByteArrayOutputStream();
                try (var out = new ObjectOutputStream(bytes)) {
                    if (unshared) {
                        out.writeUnshared(around);
                    } else {
                        out.writeObject(around);
                    }
                }
                assertThatThrownBy(() -> Bytes.decode(new JavaCodec(), bytes.toByteArray()))
                        .isInstanceOf(CorruptMessageException.class)
                        .hasMessageContaining("the java codec does not read a " + Tripwire.class.getName());
            }
        }
        assertThat(Tripwire.TRIPPED).isEmpty();
    }

    @Test
    void aProxyIsRefused() throws IOException {
        var proxy = Proxy.newProxyInstance(
                GadgetTest.class.getClassLoader(), new Class<?>[] {Comparable.class}, new Handler());
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(proxy);
        }
        assertThatThrownBy(() -> Bytes.decode(new JavaCodec(), bytes.toByteArray()))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageStartingWith("the java codec does not read a proxy of java.lang.Comparable; it reads");
    }

    private record Handler() implements InvocationHandler, java.io.Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            throw new AssertionError("called");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor", "smile"})
    void aNameThatIsNoneOfTheListIsRefusedAndNoClassIsLookedFor(String format) {
        var codec = Codecs.named(format);
        for (var name : GADGETS.lines().toList()) {
            var bytes = renamed(Bytes.encode(codec, List.of(new ArrayList<>(List.of("x")))), "ArrayList", name, format);
            assertThatThrownBy(() -> Bytes.decode(codec, bytes)).as(name).isInstanceOf(CorruptMessageException.class);
        }
        for (var trick : List.of(
                "[[\"java.util.ArrayList\",[1]]]",
                "[{\"@class\":\"java.lang.ProcessBuilder\",\"command\":[\"x\"]}]",
                "[[\"java.lang.Class\",\"java.lang.Runtime\"]]",
                "[[\"[Ljava.lang.ProcessBuilder;\",[]]]",
                "[[\"javax.naming.InitialContext\",{}]]")) {
            if (format.equals("json")) {
                assertThatThrownBy(() -> Bytes.decode(codec, trick.getBytes(UTF_8)))
                        .as(trick)
                        .isInstanceOf(CorruptMessageException.class);
            }
        }
    }

    /** Only in JSON may a text have another length. */
    private static byte[] renamed(byte[] bytes, String from, String to, String format) {
        var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        var name = format.equals("json") ? to : (to + "          ").substring(0, from.length());
        assertThat(text).contains(from);
        return text.replace(from, name).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Each set is in two others: 2^45 hashes. The formats of Jackson and raw keep no references: there a bomb is as large as what it unfolds to. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "kryo", "fory"})
    void aBombOfSetsIsRefusedBeforeItGoesOff(String name) {
        var codec = Codecs.named(name);
        var bomb = new HashSet<Object>();
        var one = bomb;
        var other = new HashSet<Object>();
        for (int depth = 0; depth < 45; depth++) {
            var next = new HashSet<Object>(Set.of("x"));
            var nextOther = new HashSet<Object>();
            for (var set : List.of(one, other)) { // while they are small, their hashes are cheap
                set.add(next);
                set.add(nextOther);
            }
            one = next;
            other = nextOther;
        }
        var bytes = Bytes.encode(codec, bomb);
        assertThat(bytes).hasSizeLessThan(4_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(40),
                () -> assertThatThrownBy(() -> Bytes.decode(codec, bytes))
                        .isInstanceOf(CorruptMessageException.class)
                        .hasMessageMatching(
                                "collections that lie in each other so often that they have more than 1677\\d+ elements"));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void otherwiseHarmlessClassesThatRunCodeAreRefused(Codec codec) throws Exception {
        for (Object value : List.of(
                new PriorityQueue<>(List.of(1)), URI.create("http://localhost").toURL(), new ProcessBuilder("x"))) {
            if (value instanceof PriorityQueue && codec.name().equals("fory")) {
                continue; // Fory brings the JDK's other collections; see SECURITY.md
            }
            byte[] bytes;
            try {
                bytes = Bytes.encode(codec, value);
            } catch (EncodingException e) {
                continue; // it would have to be written by hand, and has no number or name there
            }
            assertThatThrownBy(() -> Bytes.decode(codec, bytes)).isInstanceOf(CorruptMessageException.class);
        }
    }
}
