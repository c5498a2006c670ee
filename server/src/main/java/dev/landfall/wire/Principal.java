package dev.landfall.wire;

/**
 * Who signed a request.
 *
 * @param account twelve digits
 * @param arn the caller's ARN as GetCallerIdentity tells it
 * @param userId the unique id (AIDA…, AROA…:session, or the account id for root)
 * @param accessKeyId the key the request was signed with
 */
public record Principal(String account, String arn, String userId, String accessKeyId) {
    /** Nobody in particular: the sender of an unsigned call. */
    public static final Principal ANONYMOUS = new Principal(Realm.DEFAULT_ACCOUNT, "*", "anonymous", "");

    /** The account's root, which open mode makes of any well-formed credentials. */
    public static Principal root(String account, String accessKeyId) {
        return new Principal(account, "arn:aws:iam::" + account + ":root", account, accessKeyId);
    }
}
