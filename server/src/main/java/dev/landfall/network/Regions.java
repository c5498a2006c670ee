package dev.landfall.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * AWS's commercial regions and the availability zones a new account finds in each. Which letter stands for which zone id
 * differs between AWS accounts; here every account has the same order.
 */
public final class Regions {
    /** Zone letters of a region that AWS does not have, such as {@code local}. */
    private static final String LETTERS_ELSEWHERE = "abc";

    private static final Map<String, Facts> FACTS = new TreeMap<>();

    static {
        region("af-south-1", "afs1", "abc", false);
        region("ap-east-1", "ape1", "abc", false);
        region("ap-east-2", "ape2", "abc", false);
        region("ap-northeast-1", "apne1", "acd", true);
        region("ap-northeast-2", "apne2", "abcd", true);
        region("ap-northeast-3", "apne3", "abc", true);
        region("ap-south-1", "aps1", "abc", true);
        region("ap-south-2", "aps2", "abc", false);
        region("ap-southeast-1", "apse1", "abc", true);
        region("ap-southeast-2", "apse2", "abc", true);
        region("ap-southeast-3", "apse3", "abc", false);
        region("ap-southeast-4", "apse4", "abc", false);
        region("ap-southeast-5", "apse5", "abc", false);
        region("ap-southeast-6", "apse6", "abc", false);
        region("ap-southeast-7", "apse7", "abc", false);
        region("ca-central-1", "cac1", "abd", true);
        region("ca-west-1", "caw1", "abc", false);
        region("eu-central-1", "euc1", "abc", true);
        region("eu-central-2", "euc2", "abc", false);
        region("eu-north-1", "eun1", "abc", true);
        region("eu-south-1", "eus1", "abc", false);
        region("eu-south-2", "eus2", "abc", false);
        region("eu-west-1", "euw1", "abc", true);
        region("eu-west-2", "euw2", "abc", true);
        region("eu-west-3", "euw3", "abc", true);
        region("il-central-1", "ilc1", "abc", false);
        region("me-central-1", "mec1", "abc", false);
        region("me-south-1", "mes1", "abc", false);
        region("mx-central-1", "mxc1", "abc", false);
        region("sa-east-1", "sae1", "abc", true);
        region("us-east-1", "use1", "abcdef", true);
        region("us-east-2", "use2", "abc", true);
        region("us-west-1", "usw1", "ac", true);
        region("us-west-2", "usw2", "abcd", true);
    }

    private record Facts(List<Zone> zones, boolean enabledByDefault) {}

    private Regions() {}

    /** The names of AWS's regions, sorted. */
    public static List<String> names() {
        return List.copyOf(FACTS.keySet());
    }

    /** Whether a new AWS account has the region without opting in. */
    public static boolean enabledByDefault(String region) {
        var facts = FACTS.get(region);
        return facts != null && facts.enabledByDefault();
    }

    /** The zones of a region in the order of their names; a region that AWS does not have has three. */
    public static List<Zone> zones(String region) {
        var facts = FACTS.get(region);
        return facts != null ? facts.zones() : zones(region, region, LETTERS_ELSEWHERE);
    }

    private static void region(String name, String code, String letters, boolean enabledByDefault) {
        FACTS.put(name, new Facts(zones(name, code, letters), enabledByDefault));
    }

    private static List<Zone> zones(String region, String code, String letters) {
        var zones = new ArrayList<Zone>();
        for (var letter : letters.split("")) {
            zones.add(new Zone(region, region + letter, code + "-az" + (zones.size() + 1)));
        }
        return List.copyOf(zones);
    }
}
