package dev.landfall.ecs.account;

import dev.landfall.contract.ecs.SettingName;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.Map;
import java.util.Set;

/** Account settings: what they are by default, and what a principal or the account made of them. */
public final class Settings {
    /** Key: account, region, setting, principal ARN (or {@link #ACCOUNT_DEFAULT}). */
    static final Kind<Setting> KIND = Kind.of("ecs.account-setting", RecordCodec.of(Setting.class));

    static final String ACCOUNT_DEFAULT = "default";
    private static final Set<String> SWITCH = Set.of("enabled", "disabled", "on", "off");
    private static final Set<String> INSIGHTS = Set.of("enhanced", "enabled", "disabled");

    /** The settings that a new account has. */
    static final Map<SettingName, String> DEFAULTS = Map.ofEntries(
            Map.entry(SettingName.SERVICE_LONG_ARN_FORMAT, "enabled"),
            Map.entry(SettingName.TASK_LONG_ARN_FORMAT, "enabled"),
            Map.entry(SettingName.CONTAINER_INSTANCE_LONG_ARN_FORMAT, "enabled"),
            Map.entry(SettingName.AWSVPC_TRUNKING, "disabled"),
            Map.entry(SettingName.CONTAINER_INSIGHTS, "disabled"),
            Map.entry(SettingName.FARGATE_FIPS_MODE, "disabled"),
            Map.entry(SettingName.TAG_RESOURCE_AUTHORIZATION, "on"),
            Map.entry(SettingName.FARGATE_TASK_RETIREMENT_WAIT_PERIOD, "7"),
            Map.entry(SettingName.GUARD_DUTY_ACTIVATE, "off"),
            Map.entry(SettingName.DEFAULT_LOG_DRIVER_MODE, "non-blocking"),
            Map.entry(SettingName.FARGATE_EVENT_WINDOWS, "disabled"));

    /** One value that somebody chose. */
    record Setting(String value) {}

    private Settings() {}

    /** How log drivers deliver by default in an account: its root user's choice, else the account's, else AWS's. */
    public static String logDriverMode(Store store, Realm realm) {
        var name = SettingName.DEFAULT_LOG_DRIVER_MODE.value();
        var root = "arn:aws:iam::" + realm.account() + ":root";
        return store.read(reader -> reader.get(KIND, Key.of(realm.account(), realm.region(), name, root))
                .or(() -> reader.get(KIND, Key.of(realm.account(), realm.region(), name, ACCOUNT_DEFAULT)))
                .map(Setting::value)
                .orElseGet(() -> initial(name)));
    }

    private static String initial(String setting) {
        return DEFAULTS.entrySet().stream()
                .filter(e -> e.getKey().value().equals(setting))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The value in force for the caller: its own, else the account's, else AWS's. */
    public static String value(Reader reader, Call call, String setting) {
        return reader.get(KIND, key(call, setting, call.principal().arn()))
                .or(() -> reader.get(KIND, key(call, setting, ACCOUNT_DEFAULT)))
                .map(Setting::value)
                .orElseGet(() -> initial(setting));
    }

    static Key key(Call call, String setting, String principal) {
        return Key.of(call.realm().account(), call.realm().region(), setting, principal);
    }

    /** The value as given, or a fault that says what may stand there. */
    static String checked(SettingName name, String value) {
        var fine = switch (name) {
            case CONTAINER_INSIGHTS -> INSIGHTS.contains(value);
            case FARGATE_TASK_RETIREMENT_WAIT_PERIOD -> Set.of("0", "7", "14").contains(value);
            case DEFAULT_LOG_DRIVER_MODE -> Set.of("blocking", "non-blocking").contains(value);
            case GUARD_DUTY_ACTIVATE ->
                throw EcsFaults.invalidParameter("guardDutyActivate is read-only and cannot be changed.");
            case SERVICE_LONG_ARN_FORMAT,
                    TASK_LONG_ARN_FORMAT,
                    CONTAINER_INSTANCE_LONG_ARN_FORMAT,
                    AWSVPC_TRUNKING,
                    FARGATE_FIPS_MODE,
                    TAG_RESOURCE_AUTHORIZATION,
                    FARGATE_EVENT_WINDOWS -> SWITCH.contains(value);
        };
        if (!fine) {
            throw EcsFaults.invalidParameter("Invalid value '" + value + "' for account setting " + name.value() + ".");
        }
        return value;
    }

    public static void checkInsights(String value) {
        checked(SettingName.CONTAINER_INSIGHTS, value);
    }
}
