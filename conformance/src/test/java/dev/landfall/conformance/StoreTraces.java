package dev.landfall.conformance;

import dev.landfall.network.Ipv4;
import dev.landfall.store.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a server has written down, read beside it: how many documents of each kind, which addresses are lent to nobody, and
 * how far the logs of containers were read.
 *
 * @param setAside the private addresses for tasks to come
 */
record StoreTraces(List<String> lines, Set<String> setAside) {
    /** Of tasks that are over, which are told of for a while; the addresses that nobody has are looked at below. */
    private static final Set<String> HISTORY = Set.of(
            "ecs.task",
            "ecs.task-moments",
            "ecs.client-token",
            "ecs.task-definition",
            "ecs.family",
            "logs.stream",
            "network.prepared",
            "network.pool",
            "network.rested");

    private static final Pattern NUMBER = Pattern.compile("\"(fresh|head|tail)\":(\\d+)");
    private static final int HEXADECIMAL = 16;

    private record Document(String kind, String key, String body) {}

    static StoreTraces read(Path data) throws IOException {
        var documents = documents(data.resolve("state.db"));
        var setAside = new HashSet<String>();
        of("network.prepared", documents).forEach(one -> setAside.add(address(one)));
        var lines = new ArrayList<String>();
        var counts = new TreeMap<String, Integer>();
        documents.stream()
                .filter(one -> !HISTORY.contains(one.kind()))
                .forEach(one -> counts.merge(one.kind(), 1, Integer::sum));
        counts.forEach((kind, count) -> lines.add("%d documents of %s".formatted(count, kind)));
        lines.add("%d addresses lent to nobody".formatted(lent(documents) - owned(documents)));
        lines.add("%d logs being read".formatted(cursors(data.resolve("logs"))));
        return new StoreTraces(lines, setAside);
    }

    private static List<Document> documents(Path file) {
        return query(file, "SELECT kind, key, CAST(body AS TEXT) FROM documents").stream()
                .map(row -> new Document(row.get(0), row.get(1), row.get(2)))
                .toList();
    }

    private static List<Document> of(String kind, List<Document> documents) {
        return documents.stream().filter(one -> one.kind().equals(kind)).toList();
    }

    /** Of all pools: those given out for the first time, without those that rest. */
    private static long lent(List<Document> documents) {
        var lent = 0L;
        for (var pool : of("network.pool", documents)) {
            var number = new HashMap<String, Long>();
            NUMBER.matcher(pool.body())
                    .results()
                    .forEach(found -> number.put(found.group(1), Long.parseLong(found.group(2))));
            lent += number.get("fresh") - first(pool) - (number.get("tail") - number.get("head"));
        }
        return lent;
    }

    /** A subnet's first four addresses are AWS's own, of a public block the first is no host's. */
    private static int first(Document pool) {
        return pool.key().contains("127.") ? 1 : 4;
    }

    private static long owned(List<Document> documents) {
        return of("network.prepared", documents).size()
                + of("network.interface", documents).stream()
                        .mapToInt(one -> one.body().contains("\"pool\"") ? 2 : 1)
                        .sum();
    }

    /** The last part of its key, in hexadecimal digits. */
    private static String address(Document prepared) {
        var bits = Integer.parseUnsignedInt(Key.decode(prepared.key()).last(), HEXADECIMAL);
        return new Ipv4(bits).toString();
    }

    private static long cursors(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return 0;
        }
        try (var files = Files.walk(logs)) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .mapToLong(file -> query(file, "SELECT source FROM cursor").size())
                    .sum();
        } catch (UncheckedIOException goes) {
            return -1;
        }
    }

    private static List<List<String>> query(Path file, String sql) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("The store cannot be read: " + file, e);
        }
    }
}
