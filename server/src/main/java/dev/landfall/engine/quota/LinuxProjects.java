package dev.landfall.engine.quota;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The projects of a file system that Linux has mounted, be it XFS or ext4: {@code ioctl_xfs_fsgetxattr(2)} and
 * {@code quotactl(2)}.
 *
 * @param device that is mounted
 */
record LinuxProjects(LinuxCalls calls, String device) implements Projects {
    private static final long GET_ATTRIBUTES = 0x801c581fL; // FS_IOC_FSGETXATTR
    private static final long SET_ATTRIBUTES = 0x401c5820L; // FS_IOC_FSSETXATTR
    private static final long ATTRIBUTES_BYTES = 28;
    private static final long FLAGS = 0;
    private static final long PROJECT = 12;
    private static final int INHERITED = 0x200; // FS_XFLAG_PROJINHERIT

    private static final int GET_QUOTA = command(0x800007);
    private static final int SET_QUOTA = command(0x800008);
    private static final int NEXT_QUOTA = command(0x800009);
    private static final long QUOTA_BYTES = 72;
    private static final long HARD_LIMIT = 0;
    private static final long USED = 16;
    private static final long FILES = 40;
    private static final long VALID = 64;
    private static final long ID = 68;
    private static final int LIMIT_OF_SPACE = 1; // QIF_BLIMITS
    private static final long LIMIT_UNIT = 1_024;

    @Override
    public int of(Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            calls.control(path.toString(), GET_ATTRIBUTES, attributes);
            return attributes.get(ValueLayout.JAVA_INT, PROJECT);
        }
    }

    @Override
    public void assign(Path path, int project) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            calls.control(path.toString(), GET_ATTRIBUTES, attributes);
            attributes.set(ValueLayout.JAVA_INT, PROJECT, project);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                attributes.set(ValueLayout.JAVA_INT, FLAGS, attributes.get(ValueLayout.JAVA_INT, FLAGS) | INHERITED);
            }
            calls.control(path.toString(), SET_ATTRIBUTES, attributes);
        }
    }

    @Override
    public ProjectQuota quota(int project) throws IOException {
        return ask(GET_QUOTA, project).orElseGet(() -> new ProjectQuota(project, 0, 0, 0));
    }

    @Override
    public Optional<ProjectQuota> from(int project) throws IOException {
        return ask(NEXT_QUOTA, project);
    }

    @Override
    public void limit(int project, long bytes) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var quota = arena.allocate(QUOTA_BYTES, Long.BYTES);
            quota.set(ValueLayout.JAVA_LONG, HARD_LIMIT, bytes / LIMIT_UNIT);
            quota.set(ValueLayout.JAVA_INT, VALID, LIMIT_OF_SPACE);
            var outcome = calls.quota(SET_QUOTA, device, project, quota);
            if (outcome.result() < 0) {
                throw calls.fault(device, outcome.errno());
            }
        }
    }

    /** Empty where the kernel knows nothing of it, or of any that comes after. */
    private Optional<ProjectQuota> ask(int command, int project) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var quota = arena.allocate(QUOTA_BYTES, Long.BYTES);
            var outcome = calls.quota(command, device, project, quota);
            if (outcome.result() < 0) {
                if (outcome.errno() == LinuxCalls.NOT_THERE && Files.exists(Path.of(device))) {
                    return Optional.empty();
                }
                throw calls.fault(device, outcome.errno());
            }
            return Optional.of(read(command == NEXT_QUOTA ? quota.get(ValueLayout.JAVA_INT, ID) : project, quota));
        }
    }

    private static ProjectQuota read(int project, MemorySegment quota) {
        return new ProjectQuota(
                project,
                quota.get(ValueLayout.JAVA_LONG, HARD_LIMIT) * LIMIT_UNIT,
                quota.get(ValueLayout.JAVA_LONG, USED),
                quota.get(ValueLayout.JAVA_LONG, FILES));
    }

    /** Of those about quotas, the ones about projects. */
    private static int command(int about) {
        return about << 8 | 2; // PRJQUOTA
    }
}
