package dmail.common.config.binding;

import dmail.common.config.ConfigLocation;
import dmail.common.config.binding.Scope.Target;

/** All options of a binding, of a group, of a member, or of the top level. */
final class OwnerOptions {
    private final ConfigLocation first;
    private final ScopeOptions own = new ScopeOptions();
    private final TargetOptions domains = new TargetOptions();
    private final TargetOptions hosts = new TargetOptions();
    private final TargetOptions exchangers = new TargetOptions();

    /**
     * @param first its first line
     */
    OwnerOptions(ConfigLocation first) {
        this.first = first;
    }

    ConfigLocation first() {
        return first;
    }

    /** {@return where a line with this target belongs} */
    ScopeOptions add(Target target) {
        return switch (target) {
            case Target.All() -> own;
            case Target.Domains(var pattern) -> domains.add(pattern);
            case Target.Hosts(var pattern) -> hosts.add(pattern);
            case Target.Exchangers(var pattern) -> exchangers.add(pattern);
        };
    }

    ScopeOptions own() {
        return own;
    }

    TargetOptions domains() {
        return domains;
    }

    TargetOptions hosts() {
        return hosts;
    }

    TargetOptions exchangers() {
        return exchangers;
    }
}
