package dev.landfall.engine.quota;

import dev.landfall.engine.StorageUse;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;

/**
 * Holds what is written below several folders to one size: they bear the number of one project, by which the kernel counts
 * and refuses. All calls block, briefly, and may be repeated.
 *
 * <p>The numbers are above {@link #FIRST}, where nobody else looks for any. Which one is whose is written nowhere but on
 * the folders.
 *
 * @param root a folder of the file system
 */
public record ProjectQuotas(Projects projects, Path root, String description) implements Quotas {
    static final int FIRST = 1 << 30;
    private static final int COUNT = 1 << 30;
    private static final int MOST_TRIES = 1_000;

    /** A number that nothing bears and nobody has limited. @param name whose it will be: names mostly differ in number */
    public int choose(String name) throws IOException {
        var start = name.hashCode() & (COUNT - 1);
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var candidate = FIRST + (start + tries) % COUNT;
            if (projects.quota(candidate).isUnused()) {
                return candidate;
            }
        }
        throw new IOException("no project's number is free");
    }

    /** The number that a folder bears, if it is one of ours. */
    public Optional<Integer> of(Path folder) {
        try {
            return Optional.of(projects.of(folder)).filter(project -> project >= FIRST);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Counts what is in files and folders as the project's, and all that will be, and holds it to a size. Those on other
     * file systems are left out. @throws NoSuchFileException
     */
    public void hold(int project, long bytes, Collection<Path> paths) throws IOException {
        for (var path : paths) {
            if (device(path).equals(device(root)) && projects.of(path) != project) {
                count(path, project);
            }
        }
        // Last: a limited number that nothing bears is one that a killed process left.
        projects.limit(project, bytes);
    }

    /** What is counted and allowed; empty for a project without a limit. */
    public Optional<StorageUse> use(int project) throws IOException {
        return Optional.of(projects.quota(project))
                .filter(quota -> quota.limitBytes() > 0)
                .map(quota -> new StorageUse(quota.usedBytes(), quota.limitBytes()));
    }

    /** Allows it anything, as before it was held. */
    public void lift(int project) throws IOException {
        projects.limit(project, 0);
    }

    /** Lifts all limits of numbers that nothing bears, such as a process leaves that was killed. */
    public void liftUnused() throws IOException {
        for (var next = ours(FIRST); next.isPresent(); next = ours(next.get().project() + 1)) {
            var quota = next.get();
            if (quota.isEmpty() && quota.limitBytes() > 0) {
                lift(quota.project());
            }
        }
    }

    private Optional<ProjectQuota> ours(int from) throws IOException {
        return projects.from(from).filter(quota -> quota.project() >= from);
    }

    @Override
    public String describe() {
        return description;
    }

    /** A folder comes after what is in it, so that one which bears the number is done. */
    private void count(Path path, int project) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) { // the kernel lets nothing else be given
                    assign(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
                if (file.equals(path)) {
                    throw cause;
                }
                return FileVisitResult.CONTINUE; // it went meanwhile
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException cause) throws IOException {
                assign(folder);
                return FileVisitResult.CONTINUE;
            }

            private void assign(Path each) throws IOException {
                try {
                    projects.assign(each, project);
                } catch (NoSuchFileException e) {
                    if (each.equals(path)) {
                        throw e;
                    }
                }
            }
        });
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }
}
