package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/**
 * Functions of machine code, linked by name. Immutable, for any thread. A library that was loaded stays loaded.
 */
@SuppressWarnings("restricted")
public final class NativeLibrary {
    private final String name;
    private final SymbolLookup symbols;

    private NativeLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /**
     * The C library that this process already runs with.
     *
     * @return the library
     */
    public static NativeLibrary libc() {
        return new NativeLibrary("libc", Linker.nativeLinker().defaultLookup());
    }

    /**
     * Loads a library. Libraries that it needs and that were loaded before it are found by their name.
     *
     * @param file the library
     * @return the library
     * @throws IllegalArgumentException if the file cannot be loaded
     */
    public static NativeLibrary load(Path file) {
        return new NativeLibrary(String.valueOf(file.getFileName()), SymbolLookup.libraryLookup(file, Arena.global()));
    }

    /**
     * Finds a function.
     *
     * @param function its name
     * @return the function
     * @throws IllegalArgumentException if the library has no such function
     */
    public NativeFunction function(String function) {
        return new NativeFunction(symbols.find(function)
                .orElseThrow(() -> new IllegalArgumentException(name + " has no function " + function)));
    }
}
