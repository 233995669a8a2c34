package dev.handoff.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.spi.Monitor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {
    @Test
    void it_is_found_and_shows_nothing_where_no_kernel_runs() {
        var provider = ServiceLoader.load(Monitor.Provider.class, Monitor.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p instanceof LiveDisplay)
                .findFirst();

        assertThat(provider.orElseThrow().open()).isSameAs(Monitor.NONE);
    }

    @Test
    void it_needs_no_class_of_a_kernel() throws Exception {
        URL library = LiveDisplay.class.getProtectionDomain().getCodeSource().getLocation();
        try (var alone = new URLClassLoader(new URL[] {library}, ClassLoader.getPlatformClassLoader())) {
            var display = alone.loadClass(LiveDisplay.class.getName());
            var monitor =
                    display.getMethod("open").invoke(display.getConstructor().newInstance());

            assertThat(monitor)
                    .isSameAs(alone.loadClass(Monitor.class.getName())
                            .getField("NONE")
                            .get(null));
        }
    }
}
