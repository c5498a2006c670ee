package dev.landfall.ecs.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns environment files into variables, for one task. */
final class FileReader {
    private final EnvironmentFiles files;
    private final ExecutionRole role;
    private final Wording wording;
    private final Map<EnvironmentFile.Place, Map<String, String>> read = new LinkedHashMap<>();

    FileReader(EnvironmentFiles files, ExecutionRole role, Wording wording) {
        this.files = files;
        this.role = role;
        this.wording = wording;
    }

    /** From the top down: where files name a variable twice, the first of them wins. @throws Unavailable */
    Map<String, String> variables(List<String> arns) {
        var all = new LinkedHashMap<String, String>();
        for (var arn : arns) {
            var place = EnvironmentFile.Place.of(arn)
                    .orElseThrow(() -> new Unavailable(wording.file(
                            "",
                            arn,
                            "unable to parse bucket and key from s3 ARN specified in" + " environmentFile " + arn)));
            read.computeIfAbsent(place, this::read).forEach(all::putIfAbsent);
        }
        return all;
    }

    private Map<String, String> read(EnvironmentFile.Place place) {
        try {
            return EnvironmentFile.parse(files.read(role, place.bucket(), place.key()));
        } catch (Refused refused) {
            throw new Unavailable(wording.file(place.bucket(), place.key(), refused.of("S3: HeadObject")));
        } catch (Malformed e) {
            throw new Unavailable(wording.file(
                    place.bucket(),
                    place.key(),
                    "arn:aws:s3:::" + place.bucket() + "/" + place.key() + ": " + e.text()));
        }
    }
}
