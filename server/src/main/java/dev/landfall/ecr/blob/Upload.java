package dev.landfall.ecr.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A blob on its way in: a file that grows, and the hash of what it holds so far. The hash lives in memory only; after a
 * restart it is worked out again from the file.
 */
final class Upload {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final UUID id;
    private final Path file;
    private final long limitBytes;
    private final ReentrantLock writing = new ReentrantLock();
    private final MessageDigest hash = Digest.algorithm();
    private volatile long size;
    private boolean hashed;

    private Upload(UUID id, Path file, long size, boolean hashed, long limitBytes) {
        this.id = id;
        this.file = file;
        this.size = size;
        this.hashed = hashed;
        this.limitBytes = limitBytes;
    }

    static Upload create(UUID id, Path file, long limitBytes) throws IOException {
        Files.createFile(file);
        return new Upload(id, file, 0, true, limitBytes);
    }

    static Upload reopen(UUID id, Path file, long limitBytes) throws IOException {
        return new Upload(id, file, Files.size(file), false, limitBytes);
    }

    UUID id() {
        return id;
    }

    Path file() {
        return file;
    }

    /** Bytes taken so far. */
    long size() {
        return size;
    }

    /** Takes the upload for one request. @throws BlobFault.Busy while another has it */
    Turn turn() {
        if (!writing.tryLock()) {
            throw new BlobFault.Busy();
        }
        return new Turn();
    }

    /** What the one request that has the upload may do with it. */
    final class Turn implements AutoCloseable {
        /**
         * Takes everything the body gives. When the client goes away the bytes that arrived stay, and the client may go on
         * from there.
         *
         * @throws IOException when the client went away
         * @throws BlobFault.Storage when the disk does not take it
         * @throws BlobFault.TooLarge when it is more than the registry takes
         */
        void append(InputStream body) throws IOException {
            try (var out = open()) {
                catchUp();
                var buffer = new byte[BUFFER_BYTES];
                for (var read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    take(out, buffer, read);
                }
            }
        }

        /** The digest of all bytes so far; makes them durable. The upload takes nothing more. */
        Digest seal() {
            try (var out = open()) {
                catchUp();
                out.force(true);
            } catch (IOException e) {
                throw new BlobFault.Storage(e);
            }
            return Digest.ofHash(hash.digest());
        }

        @Override
        public void close() {
            writing.unlock();
        }

        // So that a disk that fails is never taken for a client that went away.
        private FileChannel open() {
            try {
                return FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new BlobFault.Storage(e);
            }
        }

        private void take(FileChannel out, byte[] bytes, int length) {
            if (length > limitBytes - size) {
                throw new BlobFault.TooLarge(limitBytes);
            }
            var rest = ByteBuffer.wrap(bytes, 0, length);
            try {
                while (rest.hasRemaining()) {
                    out.write(rest, size + rest.position());
                }
            } catch (IOException e) {
                throw new BlobFault.Storage(e);
            }
            hash.update(bytes, 0, length);
            size += length;
        }

        private void catchUp() {
            if (hashed) {
                return;
            }
            try (var in = Files.newInputStream(file)) {
                hash.reset();
                var buffer = new byte[BUFFER_BYTES];
                for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    hash.update(buffer, 0, read);
                }
            } catch (IOException e) {
                throw new BlobFault.Storage(e);
            }
            hashed = true;
        }
    }
}
