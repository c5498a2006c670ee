package dev.landfall.iam.policy;

/** What a policy is for; it decides which elements it must and must not have. */
public enum PolicyType {
    /** Attached to a user, group or role: it says what, not who. */
    IDENTITY,
    /** A role's trust policy: it says who may assume the role. */
    TRUST,
    /** Attached to a resource: it says who and what. */
    RESOURCE,
}
