package dev.landfall.ecr;

import dev.landfall.contract.ecr.AuthorizationData;
import dev.landfall.contract.ecr.GetAuthorizationTokenRequest;
import dev.landfall.contract.ecr.GetAuthorizationTokenResponse;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Logins to registries. */
public final class AuthorizationOperations {
    private final LoginTokens tokens;
    private final RegistryAddress address;

    public AuthorizationOperations(LoginTokens tokens, RegistryAddress address) {
        this.tokens = tokens;
        this.address = address;
    }

    public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest in, Call call) {
        var login = tokens.issue(call.realm(), call.principal(), call.now());
        var pair = LoginToken.USER + ":" + tokens.password(login);
        var token = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        var registries =
                in.registryIdsOrEmpty().isEmpty() ? List.of(call.realm().account()) : in.registryIdsOrEmpty();
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(registries.stream()
                        .map(registry -> AuthorizationData.builder()
                                .authorizationToken(token)
                                .expiresAt(login.expiresAt())
                                .proxyEndpoint(address.endpoint(
                                        new Realm(registry, call.realm().region())))
                                .build())
                        .toList())
                .build();
    }
}
