package dev.landfall.network.nftables;

import java.util.List;
import java.util.Optional;

/** The {@code nft} program. */
final class Nft {
    private static final String PROGRAM = "nft";
    private static final String IPV4 = "ip";
    private static final String TABLE = "table " + IPV4 + " ";

    /** Runs a script as one kernel transaction: all of it, or nothing. @throws Refused */
    void apply(String script) {
        var done = Program.run(List.of(PROGRAM, "-f", "-"), script);
        if (!done.succeeded()) {
            throw new Refused(done.output());
        }
    }

    /** A map as nft prints it; empty when there is none. */
    Optional<String> listMap(String table, String map) {
        return list("map", IPV4, table, map);
    }

    /** A chain of an IPv4 table as nft prints it; empty when there is none. */
    Optional<String> listChain(String table, String chain) {
        return listChain(IPV4, table, chain);
    }

    /** A chain as nft prints it; empty when there is none. */
    Optional<String> listChain(String family, String table, String chain) {
        return list("chain", family, table, chain);
    }

    private static Optional<String> list(String what, String family, String table, String name) {
        var done = Program.run(List.of(PROGRAM, "list", what, family, table, name), "");
        return done.succeeded() ? Optional.of(done.output()) : Optional.empty();
    }

    /** The names of all IPv4 tables. */
    List<String> listTables() {
        return Program.run(List.of(PROGRAM, "list", "tables", IPV4), "")
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(TABLE))
                .map(line -> line.substring(TABLE.length()))
                .toList();
    }

    /** The kernel or the program said no. Nothing was changed. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
