package dev.landfall.engine.docker;

import dev.landfall.engine.PullFault.Problem;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Docker's words about a failed pull mean.
 *
 * @param passing whether it may be gone by the next try; AWS's agent tries again whatever it was, but what a registry has
 *     answered, a full disk and a wrong certificate stay as they are for the few seconds in question
 */
record PullTrouble(Problem problem, boolean passing) {
    private record Sign(Pattern words, PullTrouble trouble) {
        Sign(String words, Problem problem, boolean passing) {
            this(Pattern.compile(words), new PullTrouble(problem, passing));
        }
    }

    /** In the order in which they are looked for: a registry's words may quote any other. */
    private static final List<Sign> SIGNS = List.of(
            new Sign("no space left on device", Problem.NO_SPACE, false),
            new Sign("no matching manifest for|does not match the specified platform", Problem.OTHER_PLATFORM, false),
            new Sign("verification failed|unexpected commit digest", Problem.OTHER, false),
            new Sign("toomanyrequests|(?i)too many requests|HTTP 429", Problem.TOO_MANY_REQUESTS, true),
            new Sign("server gave HTTP response to HTTPS client|x509: |tls: ", Problem.UNREACHABLE, false),
            new Sign("no basic auth credentials|unauthorized|access denied|^denied|: denied", Problem.DENIED, false),
            new Sign("(manifest|name|blob) unknown|unknown blob|not found$|^not found", Problem.MISSING, false),
            new Sign("unexpected HTTP status: 5|HTTP 5\\d\\d response", Problem.UNEXPECTED_STATUS, true),
            new Sign("unexpected HTTP status|HTTP \\d\\d\\d response", Problem.UNEXPECTED_STATUS, false),
            new Sign(
                    "^(Get|Head|Post) |dial tcp|EOF|connection re(set|fused)|no such host|timeout|canceled|deadline"
                            + " exceeded|expected HTTP 206",
                    Problem.UNREACHABLE,
                    true));

    static PullTrouble of(DockerFault fault) {
        return SIGNS.stream()
                .filter(sign -> sign.words().matcher(fault.text()).find())
                .findFirst()
                .map(Sign::trouble)
                .orElseGet(() -> new PullTrouble(Problem.OTHER, !isRefused(fault)));
    }

    /** Docker did not even try. */
    private static boolean isRefused(DockerFault fault) {
        return fault.status() >= 400 && fault.status() < 500;
    }
}
