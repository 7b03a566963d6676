package dmail.common.config.binding;

import static dmail.common.config.binding.ScopeKind.BINDING;
import static dmail.common.config.binding.ScopeKind.DOMAIN;
import static dmail.common.config.binding.ScopeKind.GLOBAL;
import static dmail.common.config.binding.ScopeKind.GROUP;
import static dmail.common.config.binding.ScopeKind.HOST;
import static dmail.common.config.binding.ScopeKind.MEMBER;
import static dmail.common.config.binding.ScopeKind.PROVIDER;

import dmail.common.config.QueueSettings;
import dmail.common.config.SendingSettings;
import dmail.common.config.Setting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All options of sending. Only lines with scopes, and the console, need this class. */
public final class BindOptions {
    private static final Map<String, BindOption> BY_NAME = all();

    private BindOptions() {}

    private static Map<String, BindOption> all() {
        Map<String, BindOption> all = new HashMap<>();
        Set<ScopeKind> everywhere = EnumSet.allOf(ScopeKind.class);
        add(all, everywhere, SendingOptions.MAX_OUTBOUND_CONNECTIONS);
        add(all, everywhere, SendingOptions.OUTBOUND_THROTTLE_CONNECTIONS);
        add(all, everywhere, SendingOptions.OUTBOUND_THROTTLE_MESSAGES);
        addOfMail(all, EnumSet.complementOf(EnumSet.of(HOST)));
        EnumSet<ScopeKind> owners = EnumSet.of(GLOBAL, BINDING, GROUP, MEMBER);
        add(all, owners, SendingOptions.BIND_ADDRESS);
        add(all, owners, SendingOptions.BIND_FAILURE);
        add(all, owners, SendingOptions.SERVER_MAX_OUTBOUND_CONNECTIONS);
        add(all, EnumSet.of(BINDING, GROUP, MEMBER), SendingOptions.WARM_UP);
        add(all, EnumSet.of(MEMBER), SendingOptions.WEIGHT);
        add(all, EnumSet.of(GLOBAL), SendingOptions.OUTBOUND_IPV4);
        add(all, EnumSet.of(GLOBAL), SendingOptions.OUTBOUND_IPV6);
        add(all, EnumSet.of(BINDING, GROUP, MEMBER, DOMAIN, PROVIDER), SendingOptions.GATEWAY_HOST);
        return Map.copyOf(all);
    }

    private static void addOfMail(Map<String, BindOption> all, Set<ScopeKind> scopes) {
        add(all, scopes, SendingOptions.EHLO_HOSTNAME);
        add(all, scopes, SendingOptions.GENERATE_BOUNCES);
        add(all, scopes, SendingOptions.BOUNCES_FROM);
        add(all, scopes, QueueSettings.BOUNCE_BODY);
        add(all, scopes, SendingOptions.SCOPE_MAX_OUTBOUND_CONNECTIONS);
        add(all, scopes, SendingOptions.MAX_DELIVERIES_PER_CONNECTION);
        add(all, scopes, QueueSettings.RETRY_INTERVAL);
        add(all, scopes, SendingOptions.MAX_RETRY_INTERVAL);
        add(all, scopes, SendingOptions.MAX_RETRIES);
        add(all, scopes, SendingOptions.MESSAGE_EXPIRATION);
        add(all, scopes, SendingOptions.DELAY_NOTICE);
        add(all, scopes, SendingOptions.SUSPEND_DELIVERY);
        add(all, scopes, SendingOptions.REST_AFTER);
        add(all, scopes, SendingOptions.TLS);
        add(all, scopes, SendingSettings.REMOTE_SMTP_PORT);
        for (Setting<?> timeout : SendingOptions.timeouts()) {
            add(all, scopes, timeout);
        }
    }

    private static void add(Map<String, BindOption> all, Set<ScopeKind> scopes, Setting<?> option) {
        all.put(option.name(), new BindOption(option, scopes));
    }

    /** {@return the option of that name, in any letter case, if there is one in some scope} */
    public static Optional<Setting<?>> named(String name) {
        return find(name).map(BindOption::setting);
    }

    /** {@return the names of all options, in order} */
    public static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    static Optional<BindOption> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** {@return the options that may also stand without a scope} */
    static List<Setting<?>> global() {
        List<Setting<?>> global = new ArrayList<>();
        for (BindOption option : BY_NAME.values()) {
            if (option.scopes().contains(GLOBAL)) {
                global.add(option.setting());
            }
        }
        return global;
    }

    /** {@return the settings that have a meaning only in scopes} */
    public static List<Setting<?>> onlyInScopes() {
        return List.of(SendingOptions.WARM_UP, SendingOptions.WEIGHT);
    }

    /** {@return why an option can't stand without a scope, a clause} */
    public static String noMeaning(Setting<?> option) {
        return noMeaning(option.name(), GLOBAL);
    }

    static String noMeaning(String option, ScopeKind where) {
        return option
                + " has no meaning "
                + where
                + "; it may stand "
                + find(option).map(BindOption::places).orElse("nowhere");
    }
}
