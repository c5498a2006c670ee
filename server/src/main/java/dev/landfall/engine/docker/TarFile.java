package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** A tar archive (POSIX ustar) of one file. */
final class TarFile {
    private static final int BLOCK_BYTES = 512;

    private TarFile() {}

    static byte[] of(String name, int mode, byte[] content) {
        var blocks = (content.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
        // The header, the content in whole blocks, and two empty blocks for the end.
        var tar = ByteBuffer.allocate((1 + blocks + 2) * BLOCK_BYTES);
        tar.put(header(name, mode, content.length)).put(content);
        return tar.array();
    }

    private static byte[] header(String name, int mode, int size) {
        var header = ByteBuffer.allocate(BLOCK_BYTES);
        text(header, 0, name);
        text(header, 100, "%07o".formatted(mode));
        text(header, 108, "0000000");
        text(header, 116, "0000000");
        text(header, 124, "%011o".formatted(size));
        text(header, 136, "00000000000");
        text(header, 148, "        ");
        text(header, 156, "0");
        text(header, 257, "ustar\00000");
        var sum = 0;
        for (var b : header.array()) {
            sum += b & 0xff;
        }
        text(header, 148, "%06o\0 ".formatted(sum));
        return header.array();
    }

    private static void text(ByteBuffer header, int offset, String text) {
        header.put(offset, text.getBytes(US_ASCII));
    }
}
