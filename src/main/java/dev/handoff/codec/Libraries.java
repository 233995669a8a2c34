package dev.handoff.codec;

import com.esotericsoftware.kryo.Kryo;
import dev.handoff.spi.HandoffException;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.apache.fory.Fory;
import tools.jackson.databind.ObjectMapper;

/** The libraries that codecs are made of. */
public final class Libraries {
    private Libraries() {}

    /**
     * The versions that are on the class path, as the libraries themselves say.
     *
     * @return the version of jackson, kryo and fory, by these names
     */
    public static Map<String, String> versions() {
        return Map.of(
                "jackson", version(ObjectMapper.class, "tools.jackson.core/jackson-databind"),
                "kryo", version(Kryo.class, "com.esotericsoftware/kryo"),
                "fory", version(Fory.class, "org.apache.fory/fory-core"));
    }

    /** What Maven puts into every jar. */
    private static String version(Class<?> library, String artifact) {
        try (var file = library.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new HandoffException("the version of " + artifact + " cannot be read", e);
        }
    }
}
