package dev.landfall.engine.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer: of a known length, in chunks, or up to the end of the connection. */
final class HttpBody extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    /** What is left of the body or of the chunk; negative when the end of the connection is its end. */
    private long left;

    private boolean inChunk;
    private boolean ended;

    HttpBody(InputStream in, HttpHead head) {
        this.in = in;
        this.chunked = head.isChunked();
        this.left = chunked ? 0 : head.contentLength();
        this.ended = !chunked && left == 0;
    }

    /** Whether it was read to its end, so that the connection can serve another request. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunked && !ended && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        var count = in.read(target, offset, left < 0 ? length : (int) Math.min(left, length));
        if (count < 0) {
            return endOfConnection();
        }
        if (left > 0) {
            left -= count;
            ended = !chunked && left == 0;
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        if (ended) {
            return 0;
        }
        return left < 0 ? in.available() : (int) Math.min(left, in.available());
    }

    private int endOfConnection() throws IOException {
        if (left >= 0) {
            throw new EOFException("The engine closed the connection in the middle of an answer");
        }
        ended = true;
        return -1;
    }

    private void nextChunk() throws IOException {
        if (inChunk) {
            HttpHead.line(in);
        }
        var size = HttpHead.line(in);
        var extension = size.indexOf(';');
        left = Long.parseLong(extension < 0 ? size : size.substring(0, extension), 16);
        inChunk = true;
        if (left == 0) {
            HttpHead.line(in);
            ended = true;
        }
    }
}
