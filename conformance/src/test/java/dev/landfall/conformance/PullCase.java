package dev.landfall.conformance;

/**
 * An image that cannot be pulled, and what is told of it.
 *
 * @param tries that the registry must see
 * @param fargate what a task on Fargate tells, where {@code IMAGE} stands for the image
 * @param instance what the container tells under launch type EC2
 */
record PullCase(String image, int tries, String fargate, String instance) {
    PullCase {
        fargate = fargate.replace("IMAGE", image);
        instance = instance.replace("IMAGE", image);
    }

    String repository() {
        return image.substring(image.indexOf('/') + 1).replaceFirst("[:@].*", "");
    }

    @Override
    public String toString() {
        return repository();
    }
}
