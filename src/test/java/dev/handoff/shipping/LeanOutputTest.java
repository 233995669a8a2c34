package dev.handoff.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeanOutputTest {
    private static boolean allowed = true;

    private record Point(int x, long y, String name) implements Serializable {
        private static final long serialVersionUID = 1L;

        Point {
            if (!allowed) {
                throw new IllegalArgumentException("no points today");
            }
        }
    }

    private record Line(Point from, Point to, List<Point> between) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private record Stuck(Point at) {}

    @Test
    void recordsComeBackEqualAndWhatTheySharedTheyShare() throws Exception {
        var point = new Point(1, 2, "größe");
        var line = new Line(point, point, List.of(point, new Point(3, 4, null)));
        var back = (Line) back(line);
        assertThat(back).isEqualTo(line);
        assertThat(back.from()).isSameAs(back.to()).isSameAs(back.between().getFirst());
    }

    @Test
    void aRecordDoesNotTravelAsJavaSendsRecords() throws IOException {
        assertThat(new String(written(new Point(1, 2, "x")), StandardCharsets.ISO_8859_1))
                .contains("LeanOutput$Components");
    }

    @Test
    void whatItsConstructorRefusesIsRefused() throws IOException {
        var bytes = written(new Point(1, 2, "x"));
        allowed = false;
        try {
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(InvalidObjectException.class)
                    .hasMessage(Point.class.getName()
                            + " refuses its components: java.lang.IllegalArgumentException: no points today");
        } finally {
            allowed = true;
        }
    }

    @Test
    void aRecordThatIsNotSerializableIsNamed() {
        assertThatThrownBy(() -> written(new Stuck(new Point(1, 2, "x"))))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage(Stuck.class.getName());
    }

    private static Object back(Object object) throws IOException, ClassNotFoundException {
        return read(written(object));
    }

    private static byte[] written(Object object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new LeanOutput(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("BanSerializableRead") // it was written here
    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
