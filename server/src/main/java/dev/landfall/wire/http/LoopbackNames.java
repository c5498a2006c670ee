package dev.landfall.wire.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Lets only those pass who call this server by a name of the loopback device. A page in a browser on this machine whose own
 * name was made to lead here is not among them: the browser sends that name, and so the page cannot read what is answered.
 */
public final class LoopbackNames implements Endpoint {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final int MISDIRECTED_REQUEST = 421;

    private final Endpoint behind;
    private final Consumer<HttpRequest> refused;

    /** @param refused is told of each request that does not pass; must not block */
    public LoopbackNames(Endpoint behind, Consumer<HttpRequest> refused) {
        this.behind = behind;
        this.refused = refused;
    }

    @Override
    public void answer(HttpRequest request, HttpResponse response) throws IOException {
        var name = PORT.matcher(request.authority()).replaceFirst("").toLowerCase(Locale.ROOT);
        if (NAMES.contains(name)) {
            behind.answer(request, response);
            return;
        }
        refused.accept(request);
        response.status(MISDIRECTED_REQUEST)
                .header("Content-Type", "text/plain; charset=utf-8")
                .send("421 misdirected request\n".getBytes(UTF_8));
    }
}
