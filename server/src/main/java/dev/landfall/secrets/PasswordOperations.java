package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.GetRandomPasswordRequest;
import dev.landfall.contract.secretsmanager.GetRandomPasswordResponse;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes up passwords. */
public final class PasswordOperations {
    private static final long LENGTH = 32;

    private final RandomGenerator random;

    PasswordOperations(RandomGenerator random) {
        this.random = random;
    }

    public GetRandomPasswordResponse getRandomPassword(GetRandomPasswordRequest in, Call call) {
        var types = types(in);
        var length = Math.toIntExact(in.passwordLengthOr(LENGTH));
        var each = in.requireEachIncludedTypeOr(true);
        if (types.isEmpty()) {
            throw SecretsFaults.invalid("ExcludeCharacters: no characters are left to make a password of.");
        }
        if (each && length < types.size()) {
            throw SecretsFaults.invalid("PasswordLength: " + length + " is too short to have each included type.");
        }
        var all = String.join("", types);
        var chosen = new ArrayList<Character>(length);
        if (each) {
            types.forEach(type -> chosen.add(one(type)));
        }
        while (chosen.size() < length) {
            chosen.add(one(all));
        }
        shuffle(chosen);
        return GetRandomPasswordResponse.builder()
                .randomPassword(chosen.stream().map(String::valueOf).collect(Collectors.joining()))
                .build();
    }

    private static List<String> types(GetRandomPasswordRequest in) {
        var types = new ArrayList<String>();
        if (!in.excludeLowercaseOr(false)) {
            types.add("abcdefghijklmnopqrstuvwxyz");
        }
        if (!in.excludeUppercaseOr(false)) {
            types.add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        }
        if (!in.excludeNumbersOr(false)) {
            types.add("0123456789");
        }
        if (!in.excludePunctuationOr(false)) {
            types.add("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
        }
        if (in.includeSpaceOr(false)) {
            types.add(" ");
        }
        return types.stream()
                .map(type -> type.chars()
                        .filter(c -> in.excludeCharactersOr("").indexOf(c) < 0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .filter(type -> !type.isEmpty())
                .toList();
    }

    private char one(String of) {
        return of.charAt(random.nextInt(of.length()));
    }

    private void shuffle(List<Character> chosen) {
        for (var i = chosen.size() - 1; i > 0; i--) {
            Collections.swap(chosen, i, random.nextInt(i + 1));
        }
    }
}
