package dev.landfall.iam;

import dev.landfall.wire.Principal;

/**
 * The platform acting in a role for tasks, such as when it pulls their images. It needs no credentials, for it makes such
 * principals itself; nobody else can, since none of its key's name signs requests.
 */
public final class PlatformSession {
    /** No access key looks like it. */
    static final String KEY = "ecs-tasks.amazonaws.com";

    private static final String SESSION = "ecs-tasks"; // one for all tasks of a role, so that they share pulls

    private PlatformSession() {}

    public static Principal of(String roleArn) {
        var account = roleArn.split(":", 6)[4];
        return new Principal(account, arn(roleArn, SESSION), account + ":" + SESSION, KEY);
    }

    /** A session's ARN, which has the role's name without its path. */
    static String arn(String roleArn, String session) {
        var account = roleArn.split(":", 6)[4];
        return "arn:aws:sts::" + account + ":assumed-role/" + roleArn.substring(roleArn.lastIndexOf('/') + 1) + "/"
                + session;
    }
}
