package dmail.setup.moving;

import dmail.common.address.Domain;
import dmail.common.config.DomainSettings;
import dmail.common.config.Setting;
import dmail.setup.check.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is learnt of a site, one thing after the other. */
final class Collected {
    private final Map<Setting<?>, List<String>> values = new LinkedHashMap<>();
    private final Set<String> domains = new LinkedHashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /** A domain whose mail stays here; names that are none are left out. */
    void domain(String name) {
        boolean useful = name.contains(".") && !name.startsWith("localhost");
        if (useful) {
            Domain.parse(name).ifPresent(domain -> domains.add(domain.name()));
        }
    }

    /** {@return whether any domain is known} */
    boolean hasDomain() {
        return !domains.isEmpty();
    }

    String mainDomain() {
        return domains.stream().findFirst().orElse("");
    }

    void set(Setting<?> setting, String value) {
        values.put(setting, List.of(value));
    }

    void ok(String text) {
        findings.add(Finding.ok(text));
    }

    void warning(String text, String... remedy) {
        findings.add(Finding.warning(text, remedy));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** {@return all values, domains too} */
    Map<Setting<?>, List<String>> values() {
        Map<Setting<?>, List<String>> all = new LinkedHashMap<>(values);
        all.put(DomainSettings.HOST_DOMAIN, List.copyOf(domains));
        return all;
    }
}
