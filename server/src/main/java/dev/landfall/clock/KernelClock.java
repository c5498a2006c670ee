package dev.landfall.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Linux's own account of the clock, which whatever synchronizes it (chrony, systemd-timesyncd, ntpd) keeps: one system call
 * that needs no rights and reads no file.
 */
public final class KernelClock implements HostClock {
    private final MethodHandle adjtimex;

    private KernelClock(MethodHandle adjtimex) {
        this.adjtimex = adjtimex;
    }

    /** The kernel's, or one of which nothing is known where the kernel is not a Linux of 64 bits. */
    public static HostClock find() {
        var linux = System.getProperty("os.name", "").equals("Linux") && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
        if (!linux) {
            return HostClock.unknown();
        }
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("adjtimex")
                .<HostClock>map(function -> new KernelClock(linker.downcallHandle(
                        function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))))
                .orElseGet(HostClock::unknown);
    }

    @Override
    public Optional<Accuracy> accuracy() {
        return read().map(Timex::accuracy);
    }

    /** Empty where the kernel lets nobody ask. */
    Optional<Timex> read() {
        try (var arena = Arena.ofConfined()) {
            var timex = arena.allocate(Timex.BYTES, Long.BYTES); // all zeros: nothing is to be changed
            var state = (int) adjtimex.invokeExact((MemorySegment) timex);
            return state < 0 ? Optional.empty() : Optional.of(Timex.of(state, timex));
        } catch (Throwable broken) { // of a method handle, nothing narrower is declared
            throw new IllegalStateException("The kernel's clock cannot be read", broken);
        }
    }
}
