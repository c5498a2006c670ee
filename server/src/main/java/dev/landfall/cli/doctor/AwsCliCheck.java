package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The aws command line, and whether it knows AWS_ENDPOINT_URL (since 1.29 and 2.13). */
final class AwsCliCheck implements Check {
    private static final Pattern VERSION = Pattern.compile("aws-cli/(\\d+)\\.(\\d+)\\.\\d+");

    @Override
    public Finding examine(Settings settings) {
        return Tool.run("aws", "--version")
                .map(result -> VERSION.matcher(result.output()))
                .filter(Matcher::find)
                .map(AwsCliCheck::judge)
                .orElseGet(() -> new Limited(
                        "the aws command line is not installed", "apt-get install awscli, or AWS's own installer"));
    }

    private static Finding judge(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > 2 || major == 2 && minor >= 13 || major == 1 && minor >= 29
                ? new Good(version.group())
                : new Limited(
                        version.group() + " is too old for AWS_ENDPOINT_URL",
                        "use ./landfall aws …, which passes --endpoint-url");
    }
}
