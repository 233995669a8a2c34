package dev.handoff.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a codec must be told of is what the object has in it, and what its fields say might be there. */
class TypesTest {
    private sealed interface Shape {}

    private record Circle(double r) implements Shape {}

    private record Square(double a) implements Shape {}

    private record Place(String name, LocalDate since, List<Circle> circles) {}

    @SuppressWarnings({"unused", "ArrayRecordComponent"})
    private record Drawing(List<? extends Shape> shapes, List<Place>[] places) {}

    private static class Base {
        @SuppressWarnings("unused")
        private final Object anything;

        Base(Object anything) {
            this.anything = anything;
        }
    }

    private static final class Derived extends Base {
        @SuppressWarnings("unused")
        private final Map<String, Place> places = Map.of();

        @SuppressWarnings("unused")
        private final transient Thread thread = Thread.currentThread();

        Derived(Object anything) {
            super(anything);
        }
    }

    private enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    @Test
    void plainObjectsHaveNone() {
        assertThat(Types.of(1)).isEmpty();
        assertThat(Types.of(new ArrayList<>(List.of("a", new double[][] {{1}}, Map.of("k", 2L)))))
                .isEmpty();
    }

    @Test
    void thoseOfTheObjectsInIt() {
        assertThat(Types.of(List.of(new TreeMap<>(Map.of("a", BigDecimal.ONE)), Optional.of(new Circle(1)))))
                .contains(TreeMap.class, BigDecimal.class, Optional.class);
        assertThat(Types.of(new Circle[][] {{}})).containsExactlyInAnyOrder(Circle.class, Square.class);
    }

    @Test
    void thoseThatItsFieldsDeclareThoughNoneIsThere() {
        assertThat(Types.of(new Place("a", null, List.of())))
                .containsExactlyInAnyOrder(Place.class, LocalDate.class, Circle.class, Square.class);
    }

    @Test
    void thoseBehindWildcardsAndArraysOfGenericTypes() {
        assertThat(Types.of(new Drawing(List.of(), null)))
                .containsExactlyInAnyOrder(Drawing.class, Circle.class, Square.class, Place.class, LocalDate.class);
    }

    @Test
    void thoseOfSuperclassesButNotWhatIsTransient() {
        assertThat(Types.of(new Derived(new Square(1))))
                .containsExactlyInAnyOrder(
                        Derived.class, Base.class, Place.class, LocalDate.class, Circle.class, Square.class);
    }

    @Test
    void constantsWithABodyBringTheirTypeAlone() {
        assertThat(Types.of(List.of(Colour.GREEN))).containsExactly(Colour.class);
    }

    @Test
    void anObjectThatLiesInItselfComesToAnEnd() {
        var itself = new ArrayList<Object>();
        itself.add(itself);
        assertThat(Types.of(itself)).isEmpty();
    }
}
