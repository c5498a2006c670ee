package dev.landfall.engine.quota;

/**
 * What the kernel counts of one project, and allows it.
 *
 * @param limitBytes 0 is none
 * @param files folders among them
 */
record ProjectQuota(int project, long limitBytes, long usedBytes, long files) {
    boolean isEmpty() {
        return usedBytes == 0 && files == 0;
    }

    boolean isUnused() {
        return isEmpty() && limitBytes == 0;
    }
}
