package dmail.common.config.read;

import dmail.common.config.ConfigProblems;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.Setting.Availability;
import dmail.common.config.binding.BindOptions;
import dmail.common.config.binding.BindRule;
import dmail.common.config.binding.BindingRef;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.binding.Member;
import dmail.common.config.binding.OptionValue;
import dmail.common.config.binding.RuleTest;
import dmail.common.config.binding.RuleTest.TextKey;
import dmail.common.config.binding.ScopeTable;
import dmail.common.config.binding.ScopeTableBuilder;
import dmail.common.config.binding.ScopeTableBuilder.Outcome;
import dmail.common.config.binding.ScopedLine;
import dmail.common.config.binding.SendingOptions;
import dmail.common.config.binding.value.BindAddress;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupOption;
import dmail.common.config.type.Shown;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the lines of bindings, other scopes and {@code bind_rule} say together. */
final class BindingChecks {
    /** More bindings without mail are no slips. */
    private static final int MOST_MISSPELT = 20;

    private static final int SHORTEST_MISSPELT = 4;

    private static final String DOES_NOT_START = "; dsmtp does not start";

    private final ConfigProblems problems;
    private final Names names;
    private final ScopeTableBuilder scopes;

    /** What rules and domain groups hand mail to. */
    private final Set<BindingRef> used = new HashSet<>();

    private Configuration configuration;

    /**
     * The names that rules may have.
     *
     * @param listeners in lower case
     * @param domainGroups in lower case
     */
    record Names(Set<String> listeners, Set<String> domainGroups) {
        Names {
            listeners = Set.copyOf(listeners);
            domainGroups = Set.copyOf(domainGroups);
        }
    }

    BindingChecks(Configuration configuration, Names names, ConfigProblems problems) {
        this.configuration = configuration;
        this.names = names;
        this.problems = problems;
        this.scopes = new ScopeTableBuilder(configuration.wholeFile());
    }

    /** {@return the configuration without the lines that are left out} */
    Configuration check() {
        BindOptions.onlyInScopes().forEach(this::refuseWithoutScope);
        configuration.located(SendingOptions.BIND_ADDRESS).forEach(this::checkGlobal);
        BindingSettings.scoped().forEach(this::checkLines);
        ScopeTable table = scopes.table();
        table.groups().forEach(group -> checkGroup(table, group));
        configuration.located(BindingSettings.BIND_RULE).forEach(rule -> checkRule(table, rule));
        configuration
                .located(DomainSettings.DOMAIN_GROUP)
                .forEach(line -> checkDomainGroup(table, line));
        checkUse(table);
        return configuration;
    }

    private <T> void refuseWithoutScope(Setting<T> option) {
        for (Located<T> line : configuration.located(option)) {
            problems.error(
                    line.location(), BindOptions.noMeaning(option) + "; the line is ignored");
        }
        configuration = configuration.keeping(option, (_, _) -> false);
    }

    private void checkGlobal(Located<BindAddress> line) {
        tell(line, "bind_address", scopes.addGlobal(SendingOptions.BIND_ADDRESS, line));
        checkAddress(line, "bind_address", line.value());
    }

    private void checkLines(Setting<ScopedLine> setting) {
        BitSet leftOut = new BitSet();
        int index = 0;
        for (Located<ScopedLine> line : configuration.located(setting)) {
            if (!check(line)) {
                leftOut.set(index);
            }
            index++;
        }
        if (!leftOut.isEmpty()) {
            configuration = configuration.keeping(setting, (i, _) -> !leftOut.get(i));
        }
    }

    /** {@return whether the line counts} */
    private boolean check(Located<ScopedLine> line) {
        String words =
                line.value().scope()
                        + line.value().option().map(one -> " " + one.option()).orElse("");
        Outcome outcome = scopes.add(line);
        tell(line, words, outcome);
        if (outcome instanceof Outcome.LeftOut) {
            return false;
        }
        line.value().option().ifPresent(option -> checkOption(line, words, option));
        return true;
    }

    private void checkOption(Located<?> line, String words, OptionValue<?> option) {
        if (option.value() instanceof BindAddress address) {
            checkAddress(line, words, address);
        }
        if (option.option().availability() instanceof Availability.NotYet(var meanwhile)) {
            problems.warning(
                    line.location(), Shown.plain(words) + " is not served yet: " + meanwhile);
        }
    }

    private void tell(Located<?> line, String words, Outcome outcome) {
        switch (outcome) {
            case Outcome.Added() -> {}
            case Outcome.InPlaceOf(var before) ->
                    problems.givenAgain(line.location(), Shown.plain(words), before);
            case Outcome.LeftOut(var why) ->
                    problems.error(
                            line.location(),
                            Shown.plain(words) + ": " + why + "; the line is ignored");
        }
    }

    private void checkAddress(Located<?> line, String words, BindAddress address) {
        if (address instanceof BindAddress.Unusable(var text, var why)) {
            problems.error(
                    line.location(),
                    Shown.plain(words)
                            + " "
                            + Shown.quoted(text)
                            + ": "
                            + why
                            + "; mail that would be sent from it waits");
        }
    }

    private void checkGroup(ScopeTable table, String group) {
        List<Member> members = table.members(group);
        if (members.isEmpty()) {
            problems.warning(
                    table.firstLine(group),
                    "binding_group " + group + " has no member, so it sends nothing");
        } else if (members.stream().allMatch(member -> member.weight() == 0)) {
            problems.warning(
                    table.firstLine(group),
                    "binding_group "
                            + group
                            + ": all its members have weight 0, so it takes nothing new");
        }
    }

    /**
     * A misspelt name makes another binding, whose options say nothing. Bindings for later use are
     * as good as any; only a name like that of one in use is told.
     */
    private void checkUse(ScopeTable table) {
        Set<String> unused = table.withoutGroup();
        unused.removeIf(binding -> used.contains(new BindingRef.One(binding)));
        if (unused.isEmpty() || unused.size() > MOST_MISSPELT) {
            return;
        }
        Set<String> known = table.bindings();
        known.removeAll(unused);
        for (String binding : unused) {
            known.stream()
                    .filter(other -> isMisspelt(binding, other))
                    .findFirst()
                    .ifPresent(other ->
                            problems.warning(
                                    table.firstLineOfBinding(binding),
                                    "binding "
                                            + Shown.plain(binding)
                                            + " gets no mail, since no bind_rule, domain_group or"
                                            + " binding_group has it; is "
                                            + Shown.plain(other)
                                            + " meant?"));
        }
    }

    /** Short names are alike by chance, and those that differ in numbers alone are numbered. */
    private static boolean isMisspelt(String name, String known) {
        String folded = name.toLowerCase(Locale.ROOT);
        String other = known.toLowerCase(Locale.ROOT);
        boolean isLong = Math.min(folded.length(), other.length()) >= SHORTEST_MISSPELT;
        return folded.equals(other)
                || (isLong
                        && Math.abs(folded.length() - other.length()) <= 1
                        && UnknownName.distance(folded, other) <= 1
                        && !withoutDigits(folded).equals(withoutDigits(other)));
    }

    private static String withoutDigits(String name) {
        return name.replaceAll("[0-9]", "");
    }

    private void checkDomainGroup(ScopeTable table, Located<GroupLine> line) {
        if (line.value().option() instanceof GroupOption.Binding(var use)) {
            used.add(use);
            String words = "domain_group " + line.value().group() + ": " + line.value().option();
            fault(table, use)
                    .ifPresent(why ->
                            problems.fatal(
                                    line.location(),
                                    Shown.plain(words) + ": " + why + DOES_NOT_START));
        }
    }

    private void checkRule(ScopeTable table, Located<BindRule> rule) {
        used.add(rule.value().use());
        fault(table, rule.value().use()).ifPresent(why -> fatal(rule, why));
        for (RuleTest test : rule.value().tests()) {
            if (test instanceof RuleTest.Text text && text.what() == TextKey.LISTEN) {
                checkNames(rule, text, names.listeners(), "listener");
            } else if (test instanceof RuleTest.Text text && text.what() == TextKey.DOMAIN_GROUP) {
                checkNames(rule, text, names.domainGroups(), "domain_group");
            }
        }
    }

    /** {@return why a rule can't use a binding or group} */
    private static Optional<String> fault(ScopeTable table, BindingRef use) {
        if (!table.has(use)) {
            return Optional.of(
                    switch (use) {
                        case BindingRef.One(var name) ->
                                "there is no binding "
                                        + Shown.plain(name)
                                        + otherKind(table, new BindingRef.OfGroup(name));
                        case BindingRef.OfGroup(var name) ->
                                "there is no binding_group "
                                        + name
                                        + otherKind(table, new BindingRef.One(name));
                    });
        }
        return use instanceof BindingRef.OfGroup(var group) && table.members(group).isEmpty()
                ? Optional.of("binding_group " + group + " has no member")
                : Optional.empty();
    }

    private static String otherKind(ScopeTable table, BindingRef other) {
        return table.has(other) ? ", but: use " + other : "";
    }

    private void checkNames(
            Located<BindRule> rule, RuleTest.Text test, Set<String> known, String what) {
        test.patterns()
                .forEach(pattern -> {
                    boolean found = known.stream().anyMatch(pattern::matchesFolded);
                    if (!found && pattern.isLiteral()) {
                        fatal(rule, "there is no " + what + " " + Shown.plain(pattern.toString()));
                    } else if (!found) {
                        problems.warning(
                                rule.location(),
                                text(rule)
                                        + "no "
                                        + what
                                        + " matches "
                                        + Shown.quoted(pattern.toString()));
                    }
                });
    }

    private void fatal(Located<BindRule> rule, String what) {
        problems.fatal(rule.location(), text(rule) + what + DOES_NOT_START);
    }

    private static String text(Located<BindRule> rule) {
        return "bind_rule " + Shown.quoted(rule.value().toString()) + ": ";
    }
}
