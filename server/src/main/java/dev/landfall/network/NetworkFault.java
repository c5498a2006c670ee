package dev.landfall.network;

/** Why a network cannot do as asked. Services translate the reason into AWS's words for their own callers. */
public final class NetworkFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public NetworkFault(Reason reason) {
        super(reason.message());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The message is the one EC2 answers with. */
    public sealed interface Reason {
        String message();

        record SubnetNotFound(String subnetId) implements Reason {
            @Override
            public String message() {
                return "The subnet ID '" + subnetId + "' does not exist";
            }
        }

        record GroupNotFound(String groupId) implements Reason {
            @Override
            public String message() {
                return "The security group '" + groupId + "' does not exist";
            }
        }

        record GroupInOtherVpc(String groupId, String subnetId) implements Reason {
            @Override
            public String message() {
                return "Security group " + groupId + " and subnet " + subnetId + " belong to different networks.";
            }
        }

        record TooManyGroups(int most) implements Reason {
            @Override
            public String message() {
                return "You have exceeded the maximum number of security groups allowed per network interface: " + most;
            }
        }

        record NoFreeAddress(String subnetId) implements Reason {
            @Override
            public String message() {
                return "The subnet '" + subnetId + "' does not have enough free addresses to satisfy the request.";
            }
        }

        record PublicPoolExhausted(String pool) implements Reason {
            @Override
            public String message() {
                return "The public address pool " + pool + " has no free address.";
            }
        }
    }
}
