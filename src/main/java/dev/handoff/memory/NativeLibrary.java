package dev.handoff.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
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
     * Links a function.
     *
     * @param function its name
     * @param type its result and parameters; each type that a process links takes some 20 ms of its start
     * @return a handle that calls it; the calling thread is in native code meanwhile and does not hold up the collector
     * @throws IllegalArgumentException if the library has no such function
     */
    public MethodHandle function(String function, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(find(function), type);
    }

    /**
     * Calls a function of one number, without linking a type for it.
     *
     * @param function its name
     * @param number what it is given
     * @throws IllegalArgumentException if the library has no such function
     */
    public void call(String function, int number) {
        Libc.call(find(function), Libc.word(number));
    }

    MemorySegment find(String function) {
        return symbols.find(function)
                .orElseThrow(() -> new IllegalArgumentException(name + " has no function " + function));
    }
}
