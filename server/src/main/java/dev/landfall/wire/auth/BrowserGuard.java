package dev.landfall.wire.auth;

import dev.landfall.wire.http.HttpRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps pages in a browser on this machine from being believed like its other programs, where no signature is verified. A
 * page can have its own name lead here, or send a form to an address; but it cannot keep the browser from saying what name
 * it called, and where the page is from.
 */
final class BrowserGuard {
    /** Parents of names that no stranger can make lead here: reserved by RFC 6761, RFC 8375 and ICANN, or AWS's own. */
    private static final Set<String> PARENTS =
            Set.of("localhost", "test", "internal", "home.arpa", "amazonaws.com", "amazonaws.com.cn");

    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|\\[[0-9a-f:.%]+]");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]+){3}|\\[::1]|(.+\\.)?localhost");

    private BrowserGuard() {}

    /** @throws Denied for a request that a stranger's page may have sent */
    static void refusePages(HttpRequest request) {
        var name = PORT.matcher(request.authority()).replaceFirst("").toLowerCase(Locale.ROOT);
        if (!isOurs(name)) {
            throw new Denied(
                    "Landfall was called by the name '" + shortened(name) + "'. While it believes any credentials"
                            + " it answers to addresses and to names such as localhost only, lest a page in a browser call it."
                            + " Start it with --auth enforce to call it by any name.");
        }
        for (var origin : request.headers("origin")) {
            if (!LOOPBACK.matcher(host(origin)).matches()) {
                throw new Denied("The request comes from a page of '" + shortened(origin) + "'. While Landfall believes"
                        + " any credentials it answers to no pages but this machine's own.");
            }
        }
    }

    /** Nothing at all is what no browser sends. */
    private static boolean isOurs(String name) {
        return name.isEmpty()
                || name.indexOf('.') < 0
                || ADDRESS.matcher(name).matches()
                || PARENTS.stream().anyMatch(parent -> name.equals(parent) || name.endsWith("." + parent));
    }

    private static String host(String origin) {
        try {
            var host = URI.create(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noUrl) { // such as what stands for a page that hides its origin
            return "";
        }
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
