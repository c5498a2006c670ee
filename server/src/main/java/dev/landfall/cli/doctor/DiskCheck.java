package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room for images and logs where the data folder is. */
final class DiskCheck implements Check {
    private static final long GIB = 1L << 30;
    private static final long TIGHT_GIB = 5;

    @Override
    public Finding examine(Settings settings) {
        Path existing = settings.data();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return judge(Files.getFileStore(existing).getUsableSpace() / GIB, settings.data());
        } catch (IOException e) {
            return new Limited("free space at " + existing + " is unknown: " + e.getMessage(), "check the folder");
        }
    }

    private static Finding judge(long freeGib, Path data) {
        String what = freeGib + " GiB free for " + data;
        String mend = "free some, or choose a folder on another disk with --data";
        if (freeGib < 1) {
            return new Bad(what, mend);
        }
        return freeGib < TIGHT_GIB ? new Limited(what, mend) : new Good(what);
    }
}
