package dev.landfall.engine.quota;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The projects of one file system: numbers that files and folders bear, by which the kernel counts. All calls are brief. */
interface Projects {
    /** The project of a file or folder; 0 is none. */
    int of(Path path) throws IOException;

    /** Gives a file or folder to a project, and with a folder all that will be made in it. */
    void assign(Path path, int project) throws IOException;

    /** What is counted of a project and allowed it; one of which the kernel knows nothing has neither. */
    ProjectQuota quota(int project) throws IOException;

    /** Sets what a project may use; 0 is no limit. */
    void limit(int project, long bytes) throws IOException;

    /** The first project from a number on of which the kernel knows anything. */
    Optional<ProjectQuota> from(int project) throws IOException;
}
