package dev.landfall.iam;

import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Policy documents on their way in and out. */
final class Documents {
    private Documents() {}

    /** The text, once it is known to be a policy. @throws dev.landfall.contract.Fault when it is none */
    static String checked(@Nullable String text, PolicyType type) {
        try {
            PolicyDocument.parse(text == null ? "" : text, type);
            return text == null ? "" : text;
        } catch (MalformedPolicy e) {
            throw IamFaults.malformed(e);
        }
    }

    /** As IAM answers with documents: percent-encoded (RFC 3986). */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** IAM's quotas do not count white space. */
    static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
