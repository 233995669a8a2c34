package dev.handoff.workload;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One row of invented data. A list of them, the table of them and the block of the table's numbers hold the same values,
 * so that they can be compared.
 *
 * @param id the number of the row; the stamp in the first, the middle and the last one
 * @param sensor one of {@value #SENSORS} names, each of eight characters
 * @param count from 0 to 999
 * @param value in [0, 1)
 */
public record Measurement(long id, String sensor, int count, double value) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The data in one: id, the characters of the name, count, value. */
    static final long BYTES = Long.BYTES + 8 + Integer.BYTES + Double.BYTES;

    /** Of a table: id, count, value. */
    static final int NUMERIC_COLUMNS = 3;

    private static final int SENSORS = 64;
    private static final List<String> NAMES =
            IntStream.range(0, SENSORS).mapToObj("sensor%02d"::formatted).toList();

    private static Measurement random(long id, RandomGenerator random) {
        return new Measurement(id, NAMES.get(random.nextInt(NAMES.size())), random.nextInt(1000), random.nextDouble());
    }

    /** The rows that one message is made of. */
    static List<Measurement> list(int rows, int worker, long sequence) {
        var random = Stamps.random(worker, sequence);
        var list = new ArrayList<Measurement>(rows);
        for (int row = 0; row < rows; row++) {
            list.add(random(row, random));
        }
        for (long place : Stamps.places(rows, 1)) {
            var there = list.get((int) place);
            list.set(
                    (int) place,
                    new Measurement(Stamps.stamp(worker, sequence), there.sensor(), there.count(), there.value()));
        }
        return list;
    }

    /** The same rows as a table. */
    static Table table(int rows, int worker, long sequence) {
        var list = list(rows, worker, sequence);
        return Table.create(
                "measurements",
                LongColumn.create("id", list.stream().mapToLong(Measurement::id).toArray()),
                StringColumn.create(
                        "sensor", list.stream().map(Measurement::sensor).toList()),
                IntColumn.create(
                        "count", list.stream().mapToInt(Measurement::count).toArray()),
                DoubleColumn.create(
                        "value", list.stream().mapToDouble(Measurement::value).toArray()));
    }
}
