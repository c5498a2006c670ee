package dev.landfall.wire;

/**
 * Where state lives: one account in one region, as on AWS. The account comes from the caller's access key, the region
 * from the credential scope of the signature.
 *
 * @param account twelve digits
 * @param region such as {@code us-east-1}
 */
public record Realm(String account, String region) {
    public static final String DEFAULT_ACCOUNT = "000000000000";
    public static final String DEFAULT_REGION = "us-east-1";

    /** {@code arn:aws:<service>:<region>:<account>:<resource>}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** The ARN of a resource of a service that has no regions, such as IAM. */
    public String globalArn(String service, String resource) {
        return "arn:aws:" + service + "::" + account + ":" + resource;
    }
}
