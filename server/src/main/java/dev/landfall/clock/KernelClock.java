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
    KernelClock() {}

    /** Linked when the first task asks: that takes tens of milliseconds, which the start of a server does not have. */
    private static final class Kernel {
        static final Optional<MethodHandle> ADJTIMEX = link();

        private static Optional<MethodHandle> link() {
            var linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("adjtimex")
                    .map(function -> linker.downcallHandle(
                            function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
        }
    }

    /** The kernel's, or one of which nothing is known where the kernel is not a Linux of 64 bits. */
    public static HostClock find() {
        var linux = System.getProperty("os.name", "").equals("Linux") && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
        return linux ? new KernelClock() : HostClock.unknown();
    }

    @Override
    public Optional<Accuracy> accuracy() {
        return read().map(Timex::accuracy);
    }

    /** Empty where the kernel lets nobody ask, or the system's library does not know how. */
    Optional<Timex> read() {
        return Kernel.ADJTIMEX.flatMap(KernelClock::read);
    }

    private static Optional<Timex> read(MethodHandle adjtimex) {
        try (var arena = Arena.ofConfined()) {
            var timex = arena.allocate(Timex.BYTES, Long.BYTES); // all zeros: nothing is to be changed
            var state = (int) adjtimex.invokeExact((MemorySegment) timex);
            return state < 0 ? Optional.empty() : Optional.of(Timex.of(state, timex));
        } catch (Throwable broken) { // of a method handle, nothing narrower is declared
            throw new IllegalStateException("The kernel's clock cannot be read", broken);
        }
    }
}
