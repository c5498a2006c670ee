package dev.landfall.engine.docker;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A container that another is linked to. Docker lets the alias resolve; the variables that links have always brought along
 * it sets on its default bridge alone, so they are written here.
 *
 * @param name Docker's, of the container
 * @param address of it on the network
 * @param ports that it exposes, such as {@code 5432/tcp}
 * @param variables of its own environment
 */
record LinkedContainer(String name, String alias, String address, List<String> ports, List<String> variables) {
    /** Those say where the container itself is at home. */
    private static final Set<String> NOT_PASSED_ON = Set.of("HOME", "PATH");

    static LinkedContainer of(ContainerInfo info, String alias, String network) {
        return new LinkedContainer(info.name(), alias, info.address(network), info.exposedPorts(), info.environment());
    }

    /** As it is found by a container of this name. */
    Map<String, String> environment(String linking) {
        var prefix = alias.replace('-', '_').toUpperCase(Locale.ROOT);
        var all = new LinkedHashMap<String, String>();
        all.put(prefix + "_NAME", "/" + linking + "/" + alias);
        var sorted = ports.stream().map(Port::parse).sorted(Port.ORDER).toList();
        if (!sorted.isEmpty()) {
            all.put(prefix + "_PORT", sorted.getFirst().url(address));
        }
        for (var port : sorted) {
            var name = prefix + "_PORT_" + port.number() + "_" + port.protocol().toUpperCase(Locale.ROOT);
            all.put(name, port.url(address));
            all.put(name + "_ADDR", address);
            all.put(name + "_PORT", Integer.toString(port.number()));
            all.put(name + "_PROTO", port.protocol());
        }
        for (var variable : variables) {
            var equals = variable.indexOf('=');
            if (equals > 0 && !NOT_PASSED_ON.contains(variable.substring(0, equals))) {
                all.put(prefix + "_ENV_" + variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return all;
    }

    private record Port(int number, String protocol) {
        static final Comparator<Port> ORDER =
                Comparator.comparingInt(Port::number).thenComparing(Port::protocol);

        static Port parse(String text) {
            var slash = text.indexOf('/');
            return new Port(Integer.parseInt(text.substring(0, slash)), text.substring(slash + 1));
        }

        String url(String address) {
            return protocol + "://" + address + ":" + number;
        }
    }
}
