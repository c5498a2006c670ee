package dev.landfall.iam.policy;

import java.util.List;

/** A policy as its author meant it. */
public record PolicyDocument(List<Statement> statements) {
    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Reads a document. @throws MalformedPolicy with the text that IAM gives */
    public static PolicyDocument parse(String text, PolicyType type) throws MalformedPolicy {
        return PolicyReader.read(text, type);
    }

    /** A text that is no policy of its type. */
    public static final class MalformedPolicy extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedPolicy(String message) {
            super(message, null, false, false);
        }

        public String text() {
            return String.valueOf(getMessage());
        }
    }
}
