package dev.landfall.iam;

/** The three that policies attach to. */
enum IdentityType {
    ROLE("role", "AROA", 10_240),
    USER("user", "AIDA", 2_048),
    GROUP("group", "AGPA", 5_120);

    private final String noun;
    private final String idPrefix;
    private final int maxInlineBytes;

    IdentityType(String noun, String idPrefix, int maxInlineBytes) {
        this.noun = noun;
        this.idPrefix = idPrefix;
        this.maxInlineBytes = maxInlineBytes;
    }

    /** As ARNs and messages say it. */
    String noun() {
        return noun;
    }

    /** As messages begin with it. */
    String title() {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    }

    String idPrefix() {
        return idPrefix;
    }

    /** Of all its inline policies together, white space not counted. */
    int maxInlineBytes() {
        return maxInlineBytes;
    }
}
