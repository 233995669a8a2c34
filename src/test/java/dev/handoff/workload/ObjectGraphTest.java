package dev.handoff.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.CorruptMessageException;
import dev.handoff.spi.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** What the object graphs of the catalogue hold, and what shows that one was changed. */
class ObjectGraphTest {
    private static final int WORKER = 1;
    private static final long SEQUENCE = 2;
    private static final long STAMP = 2L << 40 | 2;

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows what a description makes
    private static <T> T made(String text) {
        return (T) Catalogue.named(text).make(WORKER, SEQUENCE, Arena.ofAuto());
    }

    @Test
    void nestedArraysHoldTheNumbersOfTheBlock() {
        Tensor block = made("random:3x5x2");
        double[][][] nested = made("nested:3x5x2");
        long at = 0;
        for (var plane : nested) {
            for (var row : plane) {
                for (double number : row) {
                    assertThat(number).isEqualTo(block.data().getAtIndex(ValueLayout.JAVA_DOUBLE, at++));
                }
            }
        }
        assertThat(at).isEqualTo(30);
    }

    @Test
    void recordsTableAndColumnsHoldTheSameValues() {
        List<Measurement> records = made("records:11");
        TableGraph graph = made("table:11");
        Tensor columns = made("columns:11");
        var table = graph.toTable();
        assertThat(table.shape()).isEqualTo("measurements: 11 rows X 4 cols");
        for (int row = 0; row < 11; row++) {
            var there = table.row(row);
            var record = records.get(row);
            assertThat(new Measurement(
                            there.getLong("id"),
                            there.getString("sensor"),
                            there.getInt("count"),
                            there.getDouble("value")))
                    .isEqualTo(record);
            assertThat(record.id()).isEqualTo(row == 0 || row == 5 || row == 10 ? STAMP : row);
            assertThat(record.sensor()).matches("sensor[0-6][0-9]");
            assertThat(record.count()).isBetween(0, 999);
            assertThat(record.value()).isBetween(0.0, Math.nextDown(1.0));
        }
        // the block's own stamps lie on the first id, in the middle and on the last value
        assertThat(columns.shape()).containsExactly(3L, 11L);
        assertThat(columns.data().getAtIndex(ValueLayout.JAVA_DOUBLE, 1)).isEqualTo(1.0);
        assertThat(columns.data().getAtIndex(ValueLayout.JAVA_DOUBLE, 12))
                .isEqualTo(records.get(1).count());
        assertThat(columns.data().getAtIndex(ValueLayout.JAVA_DOUBLE, 31))
                .isEqualTo(records.get(9).value());
    }

    @Test
    void aTableTravelsWithTheColumnsItKnows() {
        TableGraph graph = made("table:3");
        assertThat(TableGraph.of(graph.toTable())).isEqualTo(graph).hasSameHashCodeAs(graph);
        assertThat(TableGraph.of(Table.create("t", LongColumn.create("id", 1, 2))))
                .isNotEqualTo(TableGraph.of(Table.create("t", LongColumn.create("id", 1, 3))));
        assertThatThrownBy(() -> TableGraph.of(Table.create("t", DateColumn.create("day"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "column \"day\" is of type LOCAL_DATE; a table travels with LONG, INTEGER, DOUBLE and STRING"
                                + " columns");
        assertThatThrownBy(() -> new TableGraph("t", List.of("a"), List.of(new float[1])).toTable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column \"a\" is a float[]; long[], int[], double[] and String[] make a column");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "15", "16", "17", "40", "1001"})
    void textHasItsLengthAndIsMoreThanAscii(int length) {
        String text = made("text:" + length);
        assertThat(text).hasSize(length);
        // half a surrogate pair would not come back
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
        if (length > 1000) {
            assertThat(text).contains("\"", "\\", "\n", "é", "漢", "😀");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, first", "50, middle", "99, last"})
    void aStampThatIsMissingIsNamed(int place, String name) {
        var wrong = "the " + name + " stamp of message 2 of worker 1 reads ";

        double[][][] nested = made("nested:5x4x5");
        nested[place / 20][place / 5 % 4][place % 5] = Double.longBitsToDouble(6L << 40 | 6);
        assertRefused("nested:5x4x5", nested, wrong + "worker 5, message 6");

        List<Object> records = made("records:100");
        records.set(place, new Measurement(7, "sensor00", 0, 0));
        assertRefused("records:100", records, wrong + "7, which is no stamp");
        records.set(place, "7");
        assertRefused("records:100", records, wrong + "no record");

        TableGraph table = made("table:100");
        ((long[]) table.columns().getFirst())[place] = 7;
        assertRefused("table:100", table, wrong + "7, which is no stamp");

        var text = new StringBuilder(
                Catalogue.named("text:100").make(WORKER, SEQUENCE, null).toString());
        int at = place == 0 ? 0 : place == 50 ? 48 : 84;
        text.setCharAt(at, '?');
        assertRefused("text:100", text.toString(), wrong + "\"?000020000000002\"");
    }

    private static void assertRefused(String payload, Object got, String message) {
        assertThatThrownBy(() -> Catalogue.named(payload).check(got, WORKER, SEQUENCE))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessage(message);
    }

    @Test
    void oneWrongValueBetweenTheStampsIsFoundByReadingWhole() {
        Tensor block = made("random:9");
        block.data().setAtIndex(ValueLayout.JAVA_DOUBLE, 2, 0.5);
        double[][] nested = made("nested:3x3");
        nested[0][2] = 0.5;
        List<Measurement> records = made("records:9");
        records.set(2, new Measurement(2, "sensor00", 1, 0.5));
        TableGraph table = made("table:9");
        ((String[]) table.columns().get(1))[2] = "sensor";
        String text = made("text:90");
        var changed = new StringBuilder(text);
        changed.setCharAt(17, '?');
        assertFound("random:9", block);
        assertFound("nested:3x3", nested);
        assertFound("records:9", records);
        assertFound("table:9", table);
        assertFound("text:90", changed.toString());
    }

    private static void assertFound(String text, Object got) {
        Catalogue.named(text).check(got, WORKER, SEQUENCE);
        assertRefused(
                "read-whole:" + text,
                got,
                "message 2 of worker 1 bears the right stamps, but is not the " + text + " that was made");
    }

    @Test
    void anArrayThatIsMissingIsNotTheNestedOneThatWasMade() {
        double[][][] nested = made("nested:5x4x5");
        nested[4] = null;
        assertRefused(
                "nested:5x4x5", nested, "message 2 of worker 1 should be nested:5x4x5, but is a double[][][] of 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zeros              | payload zeros takes 1 to 8 lengths; [] has 0",
                "one:1              | payload one takes 0 lengths; [1] has 1",
                "nested:1x2x3x4     | payload nested takes 1 to 3 lengths; [1, 2, 3, 4] has 4",
                "nested:1000000001  | payload nested has a length of 1000000001; it must be from 0 to 1000000000",
                "image-byte:3x4     | payload image-byte takes 3 lengths; [3, 4] has 2",
                "records:1x2        | payload records takes 1 length; [1, 2] has 2",
                "text:1000000001    | payload text has a length of 1000000001; it must be from 0 to 1000000000",
                "table:1000000001   | payload table has a length of 1000000001; it must be from 0 to 1000000000",
                "columns:1000000001 | payload columns has a length of 1000000001; it must be from 0 to 1000000000",
                "bytes:999999999999999999x9 | payload bytes takes 1 length; [999999999999999999, 9] has 2",
            })
    void lengthsThatAreNotAllowedAreNamed(String text, String message) {
        assertThatThrownBy(() -> Catalogue.named(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
