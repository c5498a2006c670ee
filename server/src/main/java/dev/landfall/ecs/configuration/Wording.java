package dev.landfall.ecs.configuration;

import java.util.Collection;

/** How a task is told why it cannot have its configuration: Fargate and the agent on an instance word it differently. */
public enum Wording {
    FARGATE {
        @Override
        String secret(SecretReference.Secret secret, Refused why) {
            return asm("failed to fetch secret " + secret.id() + " from secrets manager: "
                    + why.of("Secrets Manager: GetSecretValue"));
        }

        @Override
        String secret(SecretReference.Secret secret, String why) {
            return asm(why);
        }

        @Override
        String parameters(String region, Refused why) {
            return ssm(why.of("SSM: GetParameters"));
        }

        @Override
        String parametersMissing(String region, Collection<String> names) {
            return ssm("invalid ssm parameters: " + String.join(",", names));
        }

        @Override
        String file(String bucket, String key, String why) {
            return ERROR + "failed to download env files: file download command: non empty error stream: " + RETRIED
                    + why;
        }

        private static String asm(String why) {
            return AUTH + "unable to retrieve secret from asm: " + RETRIED + why;
        }

        private static String ssm(String why) {
            return AUTH + "unable to retrieve secrets from ssm: " + RETRIED + why;
        }
    },

    AGENT {
        @Override
        String secret(SecretReference.Secret secret, Refused why) {
            return secret(secret, "secret " + secret.id() + ": " + why.words());
        }

        @Override
        String secret(SecretReference.Secret secret, String why) {
            return "Fetching secret data from AWS Secrets Manager in region "
                    + secret.realm().region() + ": " + why;
        }

        @Override
        String parameters(String region, Refused why) {
            return ssm(region, why.words());
        }

        @Override
        String parametersMissing(String region, Collection<String> names) {
            return ssm(region, "invalid parameters: " + String.join(",", names));
        }

        @Override
        String file(String bucket, String key, String why) {
            return ERROR + "unable to download env file with key " + key + " from bucket " + bucket + ", error: " + why;
        }

        private static String ssm(String region, String why) {
            return "Fetching secret data from SSM Parameter Store in " + region + ": " + why;
        }
    };

    private static final String ERROR = "ResourceInitializationError: ";
    private static final String AUTH =
            ERROR + "unable to pull secrets or registry auth: execution resource retrieval failed: ";
    private static final String RETRIED = "service call has been retried 1 time(s): ";

    abstract String secret(SecretReference.Secret secret, Refused why);

    abstract String secret(SecretReference.Secret secret, String why);

    abstract String parameters(String region, Refused why);

    abstract String parametersMissing(String region, Collection<String> names);

    /** There is no login to ECR for a task on Fargate; on an instance that is a failed pull. */
    public static Unavailable withoutRegistry(Refused why) {
        return new Unavailable(
                AUTH + "unable to retrieve ecr registry auth: " + RETRIED + why.of("ECR: GetAuthorizationToken"));
    }

    abstract String file(String bucket, String key, String why);
}
