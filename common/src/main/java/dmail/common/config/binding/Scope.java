package dmail.common.config.binding;

import dmail.common.address.Wildcard;

/**
 * A part of all mail that is sent, with options of its own; as a value it is also what counters are
 * shared by.
 *
 * @param group of bindings; empty when the scope isn't within a group
 * @param binding empty when the scope isn't within a binding
 * @param target the domains or hosts that it is limited to
 */
public record Scope(String group, String binding, Target target) {
    /** All mail. */
    public static final Scope GLOBAL = new Scope("", "", new Target.All());

    /** What mail goes to. */
    public sealed interface Target {
        /** Whatever it is. */
        record All() implements Target {}

        /** Domains of recipients. */
        record Domains(Wildcard pattern) implements Target {}

        /** Hosts that are connected to. */
        record Hosts(Wildcard pattern) implements Target {}

        /** Domains by the names of their best mail exchangers, so by their provider. */
        record Exchangers(Wildcard pattern) implements Target {}
    }

    static Scope ofBinding(String group, String binding) {
        return new Scope(group, binding, new Target.All());
    }

    Scope to(Target where) {
        return new Scope(group, binding, where);
    }

    /** {@return whether it stands behind a binding or group, and not at top level} */
    public boolean hasOwner() {
        return !group.isEmpty() || !binding.isEmpty();
    }

    /** {@return the kind of scope, by which options are allowed} */
    ScopeKind kind() {
        return switch (target) {
            case Target.Domains _ -> ScopeKind.DOMAIN;
            case Target.Hosts _ -> ScopeKind.HOST;
            case Target.Exchangers _ -> ScopeKind.PROVIDER;
            case Target.All() -> kindOfAll();
        };
    }

    private ScopeKind kindOfAll() {
        if (!hasOwner()) {
            return ScopeKind.GLOBAL;
        }
        if (group.isEmpty()) {
            return ScopeKind.BINDING;
        }
        return binding.isEmpty() ? ScopeKind.GROUP : ScopeKind.MEMBER;
    }

    /** {@return the words of dmail.conf before the option; empty for all mail} */
    @Override
    public String toString() {
        String owner =
                (group.isEmpty() ? "" : "binding_group " + group + " ")
                        + (binding.isEmpty() ? "" : "binding " + binding + " ");
        String prefix = hasOwner() ? "" : "to_";
        return switch (target) {
            case Target.All() -> owner.stripTrailing();
            case Target.Domains(var pattern) -> owner + prefix + "domain " + pattern;
            case Target.Hosts(var pattern) -> owner + prefix + "host " + pattern;
            case Target.Exchangers(var pattern) -> owner + prefix + "mx " + pattern;
        };
    }
}
