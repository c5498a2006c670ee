package dev.landfall.ecs.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns objects in buckets into what one task's containers are given: variables, and a log router's configuration. */
final class FileReader {
    private static final String OPERATION = "S3: HeadObject";

    private final StoredObjects objects;
    private final ExecutionRole role;
    private final Wording wording;
    private final Map<ObjectPlace, Map<String, String>> read = new LinkedHashMap<>();

    FileReader(StoredObjects objects, ExecutionRole role, Wording wording) {
        this.objects = objects;
        this.role = role;
        this.wording = wording;
    }

    /** From the top down: where files name a variable twice, the first of them wins. @throws Unavailable */
    Map<String, String> variables(List<String> arns) {
        var all = new LinkedHashMap<String, String>();
        for (var arn : arns) {
            var place = EnvironmentFile.place(arn)
                    .orElseThrow(() -> new Unavailable(wording.file(
                            "",
                            arn,
                            "unable to parse bucket and key from s3 ARN specified in environmentFile " + arn)));
            read.computeIfAbsent(place, this::read).forEach(all::putIfAbsent);
        }
        return all;
    }

    private Map<String, String> read(ObjectPlace place) {
        try {
            return EnvironmentFile.parse(objects.read(role, place));
        } catch (Refused refused) {
            throw new Unavailable(wording.file(place.bucket(), place.key(), refused.of(OPERATION)));
        } catch (Malformed e) {
            throw new Unavailable(wording.file(place.bucket(), place.key(), place.arn() + ": " + e.text()));
        }
    }

    /** The configuration file of a log router. @throws Unavailable in the agent's words: Fargate takes none from S3 */
    String routerFile(String arn) {
        var place = ObjectPlace.of(arn)
                .orElseThrow(() -> Unavailable.routerFile("unable to parse bucket and key from s3 arn"));
        try {
            return ObjectText.of(objects.read(role, place));
        } catch (Refused refused) {
            throw Unavailable.routerFile(place, refused.of(OPERATION));
        } catch (Malformed e) {
            throw Unavailable.routerFile(place, e.text());
        }
    }
}
