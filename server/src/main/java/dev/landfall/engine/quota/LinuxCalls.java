package dev.landfall.engine.quota;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/** The calls into Linux for which the JDK has no class, as the C library offers them on 64-bit machines. */
final class LinuxCalls {
    static final int NOT_THERE = 2; // ENOENT

    private static final int NON_BLOCKING = 0x800; // O_NONBLOCK
    private static final int CLOSE_ON_EXEC = 0x80000; // O_CLOEXEC
    private static final int LONGEST_MESSAGE = 256;

    private static final String ARCHITECTURE = System.getProperty("os.arch", "");

    /** {@code O_NOFOLLOW}: of all numbers that are used here, the only one that differs. */
    private static final Map<String, Integer> NO_FOLLOW = Map.of("amd64", 0x20000, "aarch64", 0x8000);

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private final Linker linker = Linker.nativeLinker();
    private final int noFollow;
    private final MethodHandle open = function(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private final MethodHandle close =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private final MethodHandle ioctl = function(
            "ioctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    private final MethodHandle quotactl = function(
            "quotactl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS));
    private final MethodHandle strerror = linker.downcallHandle(
            linker.defaultLookup().find("strerror").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private LinuxCalls(int noFollow) {
        this.noFollow = noFollow;
    }

    /** @throws UnsupportedOperationException where numbers and layouts are others */
    static LinuxCalls ofThisMachine() {
        if (!System.getProperty("os.name", "").equals("Linux") || !NO_FOLLOW.containsKey(ARCHITECTURE)) {
            throw new UnsupportedOperationException("the kernel's numbers are not known on this system");
        }
        return Known.CALLS;
    }

    /** Made when it is first asked for, which elsewhere it never is. */
    private static final class Known {
        static final LinuxCalls CALLS = new LinuxCalls(NO_FOLLOW.getOrDefault(ARCHITECTURE, 0));
    }

    /** What a call did, 0 or more when it succeeded. */
    record Outcome(int result, int errno) {}

    /** Does {@code ioctl} on a file or folder, which is not followed where it is a link. */
    void control(String path, long request, MemorySegment argument) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var flags = NON_BLOCKING | CLOSE_ON_EXEC | noFollow;
            var file = (int) open.invokeExact(state, (MemorySegment) arena.allocateFrom(path), flags);
            if (file < 0) {
                throw fault(path, errno(state));
            }
            try {
                if ((int) ioctl.invokeExact(state, file, request, argument) < 0) {
                    throw fault(path, errno(state));
                }
            } finally {
                var unused = (int) close.invokeExact(state, file);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable broken) { // of a method handle, nothing narrower is declared
            throw new IllegalStateException(broken);
        }
    }

    /** Does {@code quotactl}. */
    Outcome quota(int command, String device, int id, MemorySegment argument) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var result = (int)
                    quotactl.invokeExact(state, command, (MemorySegment) arena.allocateFrom(device), id, argument);
            return new Outcome(result, result < 0 ? errno(state) : 0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    IOException fault(String path, int errno) {
        return errno == NOT_THERE ? new NoSuchFileException(path) : new FileSystemException(path, null, text(errno));
    }

    private String text(int errno) {
        try {
            var message = (MemorySegment) strerror.invokeExact(errno);
            return message.reinterpret(LONGEST_MESSAGE).getString(0);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private MethodHandle function(String name, FunctionDescriptor form, Linker.Option... options) {
        var all = new Linker.Option[options.length + 1];
        all[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(options, 0, all, 1, options.length);
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), form, all);
    }
}
