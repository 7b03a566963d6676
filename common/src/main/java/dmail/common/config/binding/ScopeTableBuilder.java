package dmail.common.config.binding;

import dmail.common.config.ConfigLocation;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.binding.ScopeTable.Membership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the lines of scopes together, each read once. */
public final class ScopeTableBuilder {
    private static final int USUAL_WEIGHT = 1;

    private final Map<String, OwnerOptions> bindings = new HashMap<>();
    private final Map<String, OwnerOptions> groups = new LinkedHashMap<>();
    private final Map<String, Membership> memberships = new LinkedHashMap<>();
    private final OwnerOptions top;
    private final Set<Setting<?>> options = new HashSet<>();
    private boolean namesHosts;

    /** What became of a line. */
    public sealed interface Outcome {
        /** It counts. */
        record Added() implements Outcome {}

        /**
         * It counts, in place of an earlier one.
         *
         * @param before the earlier line
         */
        record InPlaceOf(ConfigLocation before) implements Outcome {}

        /**
         * It can't stand beside an earlier one, and is left out.
         *
         * @param why a clause, which names the other line
         */
        record LeftOut(String why) implements Outcome {}
    }

    /**
     * @param file for what stands in no line
     */
    public ScopeTableBuilder(ConfigLocation file) {
        top = new OwnerOptions(file);
    }

    /** Adds a line without a scope. */
    public <T> Outcome addGlobal(Setting<T> option, Located<T> line) {
        return outcome(
                put(
                        top.own(),
                        Scope.GLOBAL,
                        new OptionValue<>(option, line.value()),
                        line.location()));
    }

    /** Adds a line with a scope. Those of bindings come first: groups are compared with them. */
    public Outcome add(Located<ScopedLine> line) {
        Scope scope = line.value().scope();
        Optional<String> conflict = conflict(scope);
        if (conflict.isPresent()) {
            return new Outcome.LeftOut(conflict.get());
        }
        namesHosts |= scope.target() instanceof Scope.Target.Hosts;
        ScopeOptions place = owner(scope, line.location()).add(scope.target());
        return outcome(
                line.value()
                        .option()
                        .flatMap(option -> put(place, scope, option, line.location())));
    }

    private static Outcome outcome(Optional<ConfigLocation> before) {
        return before.<Outcome>map(Outcome.InPlaceOf::new).orElseGet(Outcome.Added::new);
    }

    private <T> Optional<ConfigLocation> put(
            ScopeOptions place, Scope scope, OptionValue<T> option, ConfigLocation where) {
        options.add(option.option());
        return place.put(option.option(), new Found<>(option.value(), Optional.of(where), scope));
    }

    private Optional<String> conflict(Scope scope) {
        String group = scope.group();
        String binding = scope.binding();
        if (group.isEmpty()) {
            return Optional.empty();
        }
        if (group.equals(ScopeTable.DEFAULT) || binding.equals(ScopeTable.DEFAULT)) {
            return Optional.of("default is a binding, and in no group");
        }
        return taken(bindings.get(group), group, "binding")
                .or(() -> taken(optionsOf(memberships.get(group)), group, "binding"))
                .or(() -> taken(groups.get(binding), binding, "group"))
                .or(() -> binding.equals(group) ? Optional.of(same(group)) : Optional.empty())
                .or(() -> inOtherGroup(scope));
    }

    private static String same(String name) {
        return name + " can't name both a group and a binding";
    }

    private static @Nullable OwnerOptions optionsOf(@Nullable Membership membership) {
        return membership == null ? null : membership.options();
    }

    private static Optional<String> taken(@Nullable OwnerOptions owner, String name, String what) {
        return Optional.ofNullable(owner)
                .map(found -> name + " is a " + what + " already by " + found.first());
    }

    private Optional<String> inOtherGroup(Scope scope) {
        return Optional.ofNullable(memberships.get(scope.binding()))
                .filter(membership -> !membership.group().equals(scope.group()))
                .map(other ->
                        "binding "
                                + scope.binding()
                                + " is in the group "
                                + other.group()
                                + " already by "
                                + other.options().first()
                                + ", and can't be in two");
    }

    private OwnerOptions owner(Scope scope, ConfigLocation where) {
        if (!scope.hasOwner()) {
            return top;
        }
        if (scope.group().isEmpty()) {
            return bindings.computeIfAbsent(scope.binding(), _ -> new OwnerOptions(where));
        }
        OwnerOptions group = groups.computeIfAbsent(scope.group(), _ -> new OwnerOptions(where));
        return scope.binding().isEmpty()
                ? group
                : memberships
                        .computeIfAbsent(
                                scope.binding(),
                                _ -> new Membership(scope.group(), new OwnerOptions(where)))
                        .options();
    }

    /** {@return the table; no line may be added after that} */
    public ScopeTable table() {
        return new ScopeTable(this);
    }

    Map<String, OwnerOptions> bindings() {
        return bindings;
    }

    Map<String, OwnerOptions> groups() {
        return groups;
    }

    Map<String, Membership> memberships() {
        return memberships;
    }

    Set<Setting<?>> options() {
        return options;
    }

    /** {@return whether any line is for connections to a host} */
    boolean namesHosts() {
        return namesHosts;
    }

    OwnerOptions top() {
        return top;
    }

    Map<String, List<Member>> members() {
        Map<String, List<Member>> members = new HashMap<>();
        memberships.forEach((binding, membership) ->
                members.computeIfAbsent(membership.group(), _ -> new ArrayList<>())
                        .add(new Member(binding, weight(membership))));
        members.replaceAll((_, list) -> List.copyOf(list));
        return Map.copyOf(members);
    }

    private static int weight(Membership membership) {
        return membership
                .options()
                .own()
                .find(SendingOptions.WEIGHT, _ -> true)
                .map(Found::value)
                .orElse(USUAL_WEIGHT);
    }
}
