package dev.landfall.engine;

/** What a container may do beyond, or less than, what the engine lets every container do. */
public record ContainerPrivileges(boolean readonlyRootFilesystem) {
    /** The engine's own. */
    public static final ContainerPrivileges USUAL = new ContainerPrivileges(false);
}
