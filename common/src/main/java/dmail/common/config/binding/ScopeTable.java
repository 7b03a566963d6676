package dmail.common.config.binding;

import dmail.common.address.Wildcard;
import dmail.common.config.ConfigLocation;
import dmail.common.config.Configuration;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.binding.Scope.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The options of sending in all scopes; immutable. What it costs to look one up depends on the
 * number of labels of the name, not on the number of lines.
 */
public final class ScopeTable {
    /** The binding that has all mail for which no other is found. */
    public static final String DEFAULT = "default";

    private static final int SHOWN_MEMBERS = 10;
    private static final ScopeView NO_HOSTS = new ScopeView(List.of(), false);

    private final Map<String, OwnerOptions> bindings;
    private final Map<String, OwnerOptions> groups;
    private final Map<String, Membership> memberships;
    private final Map<String, List<Member>> members;
    private final OwnerOptions top;
    private final Set<Setting<?>> options;
    private final boolean namesHosts;

    /**
     * A binding in its group.
     *
     * @param options that it has there
     */
    record Membership(String group, OwnerOptions options) {}

    ScopeTable(ScopeTableBuilder built) {
        bindings = Map.copyOf(built.bindings());
        groups = Map.copyOf(built.groups());
        memberships = Map.copyOf(built.memberships());
        members = built.members();
        top = built.top();
        options = Set.copyOf(built.options());
        namesHosts = built.namesHosts();
    }

    /** {@return the table of all lines; of lines that exclude each other the first one counts} */
    public static ScopeTable of(Configuration configuration) {
        ScopeTableBuilder builder = new ScopeTableBuilder(configuration.wholeFile());
        for (Setting<?> option : BindOptions.global()) {
            addGlobal(builder, configuration, option);
        }
        for (Setting<ScopedLine> setting : BindingSettings.scoped()) {
            // Packed lines are read anew whenever they are asked for, so each is asked for once.
            for (Located<ScopedLine> line : configuration.located(setting)) {
                var _ = builder.add(line);
            }
        }
        return builder.table();
    }

    private static <T> void addGlobal(
            ScopeTableBuilder builder, Configuration configuration, Setting<T> option) {
        for (Located<T> line : configuration.located(option)) {
            var _ = builder.addGlobal(option, line);
        }
    }

    /** {@return the names of all bindings, {@code default} among them, in order} */
    public Set<String> bindings() {
        Set<String> names = new TreeSet<>(bindings.keySet());
        names.addAll(memberships.keySet());
        names.add(DEFAULT);
        return names;
    }

    /** {@return the bindings with lines that are in no group, {@code default} not among them} */
    public Set<String> withoutGroup() {
        Set<String> names = new TreeSet<>(bindings.keySet());
        names.removeAll(memberships.keySet());
        names.remove(DEFAULT);
        return names;
    }

    /** {@return the first line of a binding that has lines outside of groups} */
    public ConfigLocation firstLineOfBinding(String binding) {
        return Objects.requireNonNull(bindings.get(binding)).first();
    }

    /** {@return the names of all groups, in order} */
    public Set<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    /** {@return the first line of a group that there is} */
    public ConfigLocation firstLine(String group) {
        return Objects.requireNonNull(groups.get(group)).first();
    }

    /** {@return whether there is such a binding or group} */
    public boolean has(BindingRef ref) {
        return switch (ref) {
            case BindingRef.One(var binding) ->
                    binding.equals(DEFAULT)
                            || bindings.containsKey(binding)
                            || memberships.containsKey(binding);
            case BindingRef.OfGroup(var group) -> groups.containsKey(group);
        };
    }

    /**
     * {@return why a word is not the name of a binding; a group of that name is told with the first
     * of its members}
     */
    public String noBinding(String word) {
        String group =
                word.startsWith(BindingRef.PREFIX)
                        ? word.substring(BindingRef.PREFIX.length())
                        : word;
        if (!groups.containsKey(group)) {
            return "no binding is named " + word;
        }
        StringJoiner names = new StringJoiner(", ", "; it has ", "");
        names.setEmptyValue("");
        members(group).stream().limit(SHOWN_MEMBERS).map(Member::binding).forEach(names::add);
        return group + " is a group, and a binding is wanted" + names;
    }

    /** {@return whether any line, in whatever scope, sets an option} */
    public boolean hasLine(Setting<?> option) {
        return options.contains(option);
    }

    /** {@return the group that a binding is a member of} */
    public Optional<String> groupOf(String binding) {
        return Optional.ofNullable(memberships.get(binding)).map(Membership::group);
    }

    /** {@return the members of a group, in the order of their first lines} */
    public List<Member> members(String group) {
        return members.getOrDefault(group, List.of());
    }

    /** {@return the options of mail to a domain by a binding} */
    public ScopeView ofMail(ScopePlace place) {
        return chain(ScopeLevel.OF_MAIL, groupOf(place.binding()).orElse(""), place, "");
    }

    /**
     * {@return the pattern of the first {@code to_mx} line that holds for a domain}
     *
     * @param bestExchangers as in {@link ScopePlace}
     */
    public Optional<String> provider(List<String> bestExchangers) {
        return top.exchangers().firstOfAny(bestExchangers).map(Wildcard::toString);
    }

    /** {@return the options of connections to a host by a binding; none of them is built in} */
    public ScopeView ofHost(String binding, String host) {
        if (!namesHosts) {
            // Asked for each message; most sites have no such line.
            return NO_HOSTS;
        }
        ScopePlace place = new ScopePlace(binding, "", List.of());
        return chain(ScopeLevel.OF_HOSTS, groupOf(binding).orElse(""), place, host);
    }

    /** {@return the options that hold in a scope; a binding's group is found by its name} */
    public ScopeView at(Scope scope) {
        String group =
                scope.group().isEmpty() ? groupOf(scope.binding()).orElse("") : scope.group();
        return switch (scope.target()) {
            case Target.All() -> ofMail(group, scope.binding(), "", List.of());
            case Target.Domains(var pattern) ->
                    ofMail(group, scope.binding(), pattern.toString(), List.of());
            case Target.Exchangers(var pattern) ->
                    ofMail(group, scope.binding(), "", List.of(pattern.toString()));
            case Target.Hosts(var pattern) ->
                    chain(
                            ScopeLevel.OF_HOSTS,
                            group,
                            new ScopePlace(scope.binding(), "", List.of()),
                            pattern.toString());
        };
    }

    private ScopeView ofMail(String group, String binding, String domain, List<String> best) {
        return chain(ScopeLevel.OF_MAIL, group, new ScopePlace(binding, domain, best), "");
    }

    /** {@return the option's value in that very scope} */
    public <T> Optional<Found<T>> here(Setting<T> option, Scope scope) {
        return here(option, scope, _ -> true);
    }

    /** {@return the option's last value in that very scope that fits} */
    public <T> Optional<Found<T>> here(Setting<T> option, Scope scope, Predicate<T> fits) {
        return owner(scope)
                .flatMap(owner -> options(owner, scope.target()))
                .flatMap(options -> options.find(option, fits));
    }

    private Optional<OwnerOptions> owner(Scope scope) {
        if (!scope.hasOwner()) {
            return Optional.of(top);
        }
        if (scope.group().isEmpty()) {
            return Optional.ofNullable(bindings.get(scope.binding()));
        }
        return scope.binding().isEmpty()
                ? Optional.ofNullable(groups.get(scope.group()))
                : member(scope.group(), scope.binding());
    }

    private static Optional<ScopeOptions> options(OwnerOptions owner, Target target) {
        return switch (target) {
            case Target.All() -> Optional.of(owner.own());
            case Target.Domains(var pattern) -> owner.domains().exactly(pattern.toString());
            case Target.Hosts(var pattern) -> owner.hosts().exactly(pattern.toString());
            case Target.Exchangers(var pattern) -> owner.exchangers().exactly(pattern.toString());
        };
    }

    private Optional<OwnerOptions> member(String group, String binding) {
        return Optional.ofNullable(memberships.get(binding))
                .filter(membership -> membership.group().equals(group))
                .map(Membership::options);
    }

    private ScopeView chain(List<ScopeLevel> levels, String group, ScopePlace place, String host) {
        Optional<OwnerOptions> inGroup = member(group, place.binding());
        Optional<OwnerOptions> ofBinding = Optional.ofNullable(bindings.get(place.binding()));
        Optional<OwnerOptions> ofGroup = Optional.ofNullable(groups.get(group));
        List<ScopeOptions> chain = new ArrayList<>();
        for (ScopeLevel level : levels) {
            switch (level) {
                case MEMBER_AND_DOMAIN -> inGroup.ifPresent(one -> domain(chain, one, place));
                case BINDING_AND_DOMAIN -> ofBinding.ifPresent(one -> domain(chain, one, place));
                case GROUP_AND_DOMAIN -> ofGroup.ifPresent(one -> domain(chain, one, place));
                case MEMBER -> inGroup.ifPresent(one -> chain.add(one.own()));
                case BINDING -> ofBinding.ifPresent(one -> chain.add(one.own()));
                case GROUP -> ofGroup.ifPresent(one -> chain.add(one.own()));
                case DOMAIN -> top.domains().exactly(place.domain()).ifPresent(chain::add);
                case PROVIDER -> chain.addAll(top.exchangers().ofAny(place.bestExchangers()));
                case DOMAIN_PATTERN -> chain.addAll(top.domains().patterns(place.domain()));
                case GLOBAL -> chain.add(top.own());
                case MEMBER_AND_HOST -> inGroup.ifPresent(one -> named(chain, one.hosts(), host));
                case GROUP_AND_HOST -> ofGroup.ifPresent(one -> named(chain, one.hosts(), host));
                case BINDING_AND_HOST ->
                        ofBinding.ifPresent(one -> named(chain, one.hosts(), host));
                case HOST -> named(chain, top.hosts(), host);
            }
        }
        return new ScopeView(chain, levels.contains(ScopeLevel.GLOBAL));
    }

    private static void domain(List<ScopeOptions> chain, OwnerOptions owner, ScopePlace place) {
        named(chain, owner.domains(), place.domain());
    }

    private static void named(List<ScopeOptions> chain, TargetOptions targets, String name) {
        targets.exactly(name).ifPresent(chain::add);
        chain.addAll(targets.patterns(name));
    }
}
