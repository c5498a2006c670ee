package dev.landfall.engine.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The program of a sandbox, as a whole static ELF executable: it blocks every signal, then waits for one after another,
 * reaps children that ended, and exits on SIGTERM or SIGINT. Being a few instructions, it starts at once and holds one
 * page of memory.
 */
enum SandboxProgram {
    AMD64(62, """
            b80e000000 bf02000000 488d3557000000 31d2 41ba08000000 0f05   rt_sigprocmask(SIG_SETMASK, all, 0, 8)
            b880000000 488d3d41000000 31f6 31d2 41ba08000000 0f05         wait: rt_sigtimedwait(all, 0, 0, 8)
            83f80f 7421 83f802 741c                                       SIGTERM or SIGINT: to done
            b83d000000 bfffffffff 31f6 ba01000000 4531d2 0f05             reap: wait4(-1, 0, WNOHANG, 0)
            85c0 7fe6 ebc2                                                one reaped: to reap, else to wait
            b83c000000 31ff 0f05                                          done: exit(0)
            660f1f440000                                                  to a multiple of 8
            ffffffffffffffff                                              all
            """),
    ARM64(183, """
            e81080d2 400080d2 41030010 020080d2 030180d2 010000d4         rt_sigprocmask(SIG_SETMASK, all, 0, 8)
            281180d2 a0020010 010080d2 020080d2 030180d2 010000d4         wait: rt_sigtimedwait(all, 0, 0, 8)
            1f3c0071 80010054 1f080071 40010054                           SIGTERM or SIGINT: to done
            882080d2 00008092 010080d2 220080d2 030080d2 010000d4         reap: wait4(-1, 0, WNOHANG, 0)
            1f000071 2cffff54 eeffff17                                    one reaped: to reap, else to wait
            a80b80d2 000080d2 010000d4                                    done: exit(0)
            ffffffffffffffff                                              all
            """);

    private static final int ELF_HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int CODE_OFFSET = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;
    private static final long BASE_ADDRESS = 0x400000;
    private static final long PAGE_BYTES = 0x10000; // The largest page that either machine uses.

    private final int machine;
    private final byte[] code;

    SandboxProgram(int machine, String listing) {
        this.machine = machine;
        this.code = assemble(listing);
    }

    /** By Docker's name of an architecture. */
    static SandboxProgram forArchitecture(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> AMD64;
            case "arm64", "aarch64" -> ARM64;
            default -> throw new DockerFault(400, "Containers for the architecture " + name + " are not supported.");
        };
    }

    /** The bytes of the executable: an ELF header, one program header, the code. */
    byte[] executable() {
        var size = CODE_OFFSET + code.length;
        var elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}); // 64 bits, little endian
        elf.putShort((short) 2).putShort((short) machine).putInt(1); // executable
        elf.putLong(BASE_ADDRESS + CODE_OFFSET)
                .putLong(ELF_HEADER_BYTES)
                .putLong(0)
                .putInt(0);
        elf.putShort((short) ELF_HEADER_BYTES)
                .putShort((short) PROGRAM_HEADER_BYTES)
                .putShort((short) 1);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0); // no sections
        elf.putInt(1).putInt(5).putLong(0); // load, readable and executable, from the start of the file
        elf.putLong(BASE_ADDRESS)
                .putLong(BASE_ADDRESS)
                .putLong(size)
                .putLong(size)
                .putLong(PAGE_BYTES);
        return elf.put(code).array();
    }

    private static byte[] assemble(String listing) {
        var hex = new StringBuilder();
        listing.lines().forEach(line -> hex.append(line.split(" {3}", 2)[0].replace(" ", "")));
        return HexFormat.of().parseHex(hex);
    }
}
