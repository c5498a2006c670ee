package dev.landfall.ecr.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open, verified blob. It stays readable until closed, even when it is removed meanwhile. */
public final class Blob implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024; // larger ones measured no faster on loopback

    private final Digest digest;
    private final FileChannel file;
    private final long size;

    Blob(Digest digest, FileChannel file) throws IOException {
        this.digest = digest;
        this.file = file;
        this.size = file.size();
    }

    public Digest digest() {
        return digest;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /** Writes a range of the blob. @throws IOException when the reader went away or the disk fails */
    public void copy(long offset, long length, OutputStream to) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(length, 1)));
        var position = offset;
        var end = offset + length;
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            var read = file.read(buffer, position);
            if (read < 0) {
                throw new IOException("Blob " + digest + " ends at " + position + ", short of " + end);
            }
            to.write(buffer.array(), 0, read);
            position += read;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
