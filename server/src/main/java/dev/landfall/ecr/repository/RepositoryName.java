package dev.landfall.ecr.repository;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository's name: lower-case words joined by dots, dashes or underscores, in parts joined by slashes; 2 to 256
 * characters. The grammar has no room for a path that leads elsewhere.
 */
public record RepositoryName(String value) {
    private static final String PART = "[a-z0-9]++(?:(?:\\.|__|_|-++)[a-z0-9]++)*+";
    private static final Pattern GRAMMAR = Pattern.compile(PART + "(?:/" + PART + ")*+");

    public RepositoryName {
        if (!valid(value)) {
            throw new IllegalArgumentException("Not a repository name");
        }
    }

    public static Optional<RepositoryName> parse(String text) {
        return valid(text) ? Optional.of(new RepositoryName(text)) : Optional.empty();
    }

    private static boolean valid(String text) {
        return text.length() >= 2
                && text.length() <= 256
                && GRAMMAR.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
