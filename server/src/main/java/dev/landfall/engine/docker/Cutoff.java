package dev.landfall.engine.docker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a call short from another thread; Docker then gives up what it was doing for it. */
final class Cutoff {
    private @Nullable Connection connection;
    private boolean cut;

    synchronized void cut() {
        cut = true;
        if (connection != null) {
            connection.close();
        }
    }

    synchronized boolean isCut() {
        return cut;
    }

    /** From now on the call goes over this connection. */
    synchronized void over(Connection next) throws IOException {
        if (cut) {
            throw new IOException("cut short");
        }
        connection = next;
    }

    /** The call is over, and its connection may serve another. */
    synchronized void released() {
        connection = null;
    }

    /** The call was cut short. */
    static final class CutShort extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutShort(Throwable cause) {
            super("cut short", cause);
        }
    }
}
