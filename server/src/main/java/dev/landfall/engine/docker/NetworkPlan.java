package dev.landfall.engine.docker;

/**
 * The bridge network that an instance's sandboxes are on. Two instances on one engine need subnets that do not overlap.
 *
 * @param name what Docker calls it
 * @param bridge the device on the host; at most 15 characters
 * @param subnet such as {@code 172.31.0.0/16}
 * @param gateway the host's own address in it
 */
public record NetworkPlan(String name, String bridge, String subnet, String gateway) {
    private static final int MAX_DEVICE_NAME = 15;

    public NetworkPlan {
        if (bridge.length() > MAX_DEVICE_NAME) {
            throw new IllegalArgumentException("The bridge's name " + bridge + " is longer than a device's may be: "
                    + MAX_DEVICE_NAME + " characters.");
        }
    }

    /** The usual plan of an instance: a default VPC's range. */
    public static NetworkPlan of(String instance) {
        return new NetworkPlan("landfall-" + instance, device(instance), "172.31.0.0/16", "172.31.0.1");
    }

    public NetworkPlan with(String otherSubnet, String otherGateway) {
        return new NetworkPlan(name, bridge, otherSubnet, otherGateway);
    }

    /** The device of the network for containers that have ports of the host instead of an interface. */
    public String portsBridge() {
        return "lfb-" + Integer.toHexString(name.hashCode());
    }

    private static String device(String instance) {
        var name = "lf-" + instance;
        return name.length() <= MAX_DEVICE_NAME ? name : "lf-" + Integer.toHexString(instance.hashCode());
    }
}
