package dev.handoff.notebook;

import java.util.Map;

/**
 * One way to show an object.
 *
 * @param mimeType what the data is
 * @param data the data, as Jupyter messages carry it: text as it is, pictures of points in Base64
 * @param metadata what belongs to it: {@code width} and {@code height} in CSS pixels for {@code image/png}; else empty
 */
public record Rendering(String mimeType, String data, Map<String, Integer> metadata) {
    /** Copies the map. */
    public Rendering {
        metadata = Map.copyOf(metadata);
    }

    Rendering(String mimeType, String data) {
        this(mimeType, data, Map.of());
    }
}
