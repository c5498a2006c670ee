package dev.landfall.network.forwarding;

import java.io.Closeable;

/** One port that is being carried. Closing it ends all that goes through it. */
interface Forward extends Closeable {
    @Override
    void close();
}
