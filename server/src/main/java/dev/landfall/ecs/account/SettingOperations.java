package dev.landfall.ecs.account;

import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.account.Settings.Setting;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on account settings. */
public final class SettingOperations {
    private static final int MAX_PRINCIPAL_LENGTH = 1_024; // a path of 512 and a name of 64 are IAM's longest

    private final Store store;

    public SettingOperations(Store store) {
        this.store = store;
    }

    public PutAccountSettingResponse putAccountSetting(PutAccountSettingRequest in, Call call) {
        var principal = principal(in.principalArn(), call);
        return PutAccountSettingResponse.builder()
                .setting(put(call, in.name(), in.value(), principal, principal))
                .build();
    }

    public PutAccountSettingDefaultResponse putAccountSettingDefault(PutAccountSettingDefaultRequest in, Call call) {
        return PutAccountSettingDefaultResponse.builder()
                .setting(put(call, in.name(), in.value(), Settings.ACCOUNT_DEFAULT, root(call)))
                .build();
    }

    public DeleteAccountSettingResponse deleteAccountSetting(DeleteAccountSettingRequest in, Call call) {
        var name = required(in.name());
        var principal = principal(in.principalArn(), call);
        return store.transact(tx -> {
            tx.delete(Settings.KIND, Settings.key(call, name.value(), principal));
            return DeleteAccountSettingResponse.builder()
                    .setting(shown(name, Settings.value(tx, call, name.value()), principal))
                    .build();
        });
    }

    public ListAccountSettingsResponse listAccountSettings(ListAccountSettingsRequest in, Call call) {
        var principal = principal(in.principalArn(), call);
        return store.read(reader -> {
            var all = new ArrayList<dev.landfall.contract.ecs.Setting>();
            for (var name : Arrays.stream(SettingName.values())
                    .filter(n -> in.name() == null || in.name() == n)
                    .toList()) {
                var own = reader.list(Settings.KIND, Scan.under(Settings.key(call, name.value(), principal))).stream()
                        .findFirst();
                if (own.isPresent()) {
                    all.add(shown(name, own.get().value().value(), principal));
                } else if (in.effectiveSettingsOr(false)) {
                    all.add(shown(name, Settings.value(reader, call, name.value()), principal));
                }
            }
            all.removeIf(setting -> in.value() != null && !in.value().equals(setting.value()));
            return ListAccountSettingsResponse.builder()
                    .settings(List.copyOf(all))
                    .build();
        });
    }

    private dev.landfall.contract.ecs.Setting put(
            Call call, @Nullable SettingName given, @Nullable String value, String principal, String shownAs) {
        var name = required(given);
        var checked = Settings.checked(name, value == null ? "" : value);
        return store.transact(tx -> {
            tx.put(Settings.KIND, Settings.key(call, name.value(), principal), new Setting(checked));
            return shown(name, checked, shownAs);
        });
    }

    private static SettingName required(@Nullable SettingName name) {
        if (name == null) {
            throw EcsFaults.invalidParameter("name can not be blank.");
        }
        return name;
    }

    private static String principal(@Nullable String given, Call call) {
        if (given != null && given.length() > MAX_PRINCIPAL_LENGTH) {
            throw EcsFaults.invalidParameter("principalArn can contain up to " + MAX_PRINCIPAL_LENGTH + " characters.");
        }
        return given == null ? call.principal().arn() : given;
    }

    private static String root(Call call) {
        return "arn:aws:iam::" + call.realm().account() + ":root";
    }

    private static dev.landfall.contract.ecs.Setting shown(SettingName name, String value, String principal) {
        return dev.landfall.contract.ecs.Setting.builder()
                .name(name)
                .value(value)
                .principalArn(principal)
                .type(name == SettingName.GUARD_DUTY_ACTIVATE ? SettingType.AWS_MANAGED : SettingType.USER)
                .build();
    }
}
