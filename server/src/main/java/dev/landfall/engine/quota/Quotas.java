package dev.landfall.engine.quota;

/** Whether what a pod writes can be counted as one, and how. */
public sealed interface Quotas permits ProjectQuotas, NoQuotas {
    /** How it is done, or why not, for a person. */
    String describe();
}
