package dev.handoff.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** From which size on one way of travelling is faster than another, in words. */
record Crossings(List<Point> points, SortedMap<Long, Double> copyNs) {

    List<String> sentences() {
        if (points.isEmpty()) {
            return List.of("Nothing was measured, so there is nothing to compare.");
        }
        var ways = points.stream().collect(Collectors.groupingBy(Point::kind, LinkedHashMap::new, Collectors.toList()));
        var sentences = new ArrayList<String>();
        if (ways.size() > 1) {
            sentences.add(fastest());
            var best = fastestOf(points.stream().mapToLong(Point::bytes).max().orElseThrow())
                    .kind();
            ways.forEach((kind, way) -> {
                if (!kind.equals(best)) {
                    sentences.add(crossing(ways.get(best), way));
                }
            });
        }
        ways.values().stream()
                .map(List::getLast)
                .filter(point -> copyMs(point) > 0)
                .map(this::againstCopy)
                .forEach(sentences::add);
        sentences.add(
                "Each of these is one run: its interval is that of its messages. On a machine that does other work, too,"
                        + " the next run may say something else.");
        return sentences;
    }

    private Names names() {
        return Names.ofKinds(points.stream().map(Point::kind).toList());
    }

    private String name(Point point) {
        return names().way(point.kind());
    }

    /** The fastest way at each size; sizes that follow one another and have the same are named as one. */
    private String fastest() {
        var parts = new ArrayList<String>();
        Point first = null;
        for (var point : fastestBySize()) {
            if (first == null || !first.kind().equals(point.kind())) {
                parts.add(name(point) + " from " + Numbers.size(point.bytes()) + " on" + " (" + ms(point) + ")");
                first = point;
            }
        }
        return "The smallest median is that of " + String.join(", then ", parts) + ".";
    }

    private List<Point> fastestBySize() {
        return points.stream()
                .map(Point::bytes)
                .distinct()
                .sorted()
                .map(this::fastestOf)
                .toList();
    }

    private Point fastestOf(long bytes) {
        return points.stream()
                .filter(point -> point.bytes() == bytes)
                .min(Comparator.comparingDouble(Point::medianMs))
                .orElseThrow();
    }

    /** The smallest size from which on one way is faster than the other at every size that both have. */
    private String crossing(List<Point> best, List<Point> other) {
        Point from = null;
        boolean everywhere = true;
        for (var point : other.reversed()) {
            var rival = point.sameSize(best);
            if (rival.isPresent() && !rival.get().fasterThan(point)) {
                everywhere = false;
                break;
            }
            from = rival.isPresent() ? point : from;
        }
        var names = name(best.getFirst()) + " is faster than " + name(other.getFirst());
        if (from == null) {
            return "At the largest size that both carried, it is not certain that " + names + ".";
        }
        var figures = " (" + ms(from.sameSize(best).orElseThrow()) + " against " + ms(from) + ").";
        return everywhere
                ? "At every size that both carried, " + names + "; at " + Numbers.size(from.bytes()) + figures
                : "From " + Numbers.size(from.bytes()) + " on, " + names + figures;
    }

    private double copyMs(Point point) {
        return copyNs.getOrDefault(point.bytes(), Double.NaN) / 1e6;
    }

    private String againstCopy(Point point) {
        return "To hand over " + Numbers.size(point.bytes()) + " takes " + name(point) + " " + ms(point) + ", "
                + Numbers.digits(point.medianMs() / copyMs(point)) + " times as long as to copy it once in memory ("
                + Numbers.duration(copyMs(point)) + ")"
                + (Double.isNaN(point.copiedInUserSpace() + point.copiedBySystem())
                        ? "."
                        : "; it was copied " + Numbers.oneDecimal(point.copiedInUserSpace() + point.copiedBySystem())
                                + " times.");
    }

    private static String ms(Point point) {
        return Numbers.duration(point.medianMs());
    }
}
