package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.address.PatternIndex;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import dmail.common.config.type.ForwardLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of {@code forward} or {@code forward_cc}, for any domain, indexed so that only lines
 * that can match a recipient are checked.
 */
final class ForwardRules {
    private final Setting<ForwardLine> setting;
    private final List<Located<ForwardLine>> lines;
    private final PatternIndex index;

    /**
     * @param lines in the order of the file; immutable and long, so it isn't copied
     */
    ForwardRules(Setting<ForwardLine> setting, List<Located<ForwardLine>> lines) {
        this.setting = setting;
        this.lines = lines;
        PatternIndex.Builder patterns = new PatternIndex.Builder();
        for (int i = 0; i < lines.size(); i++) {
            int number = i;
            lines.get(i).value().patterns().forEach(pattern -> patterns.add(number, pattern));
        }
        this.index = patterns.build();
    }

    /** {@return the first line that matches this address} */
    Optional<Rule> first(EmailAddress address) {
        for (int number : candidates(address)) {
            Optional<Rule> rule = rule(lines.get(number), address);
            if (rule.isPresent()) {
                return rule;
            }
        }
        return Optional.empty();
    }

    /** {@return all lines that match this address} */
    List<Rule> all(EmailAddress address) {
        List<Rule> rules = new ArrayList<>();
        for (int number : candidates(address)) {
            rule(lines.get(number), address).ifPresent(rules::add);
        }
        return List.copyOf(rules);
    }

    private int[] candidates(EmailAddress address) {
        return lines.isEmpty()
                ? new int[0]
                : index.candidates(address.spelling().toLowerCase(Locale.ROOT));
    }

    private Optional<Rule> rule(Located<ForwardLine> line, EmailAddress address) {
        return line.value()
                .destinationOf(address)
                .map(destination ->
                        new Rule(setting.name(), members(destination), line.location().toString()));
    }

    private static List<Member> members(ForwardLine.Destination destination) {
        return switch (destination) {
            case ForwardLine.Destination.Program(var command) ->
                    List.of(new Member.Program(command));
            case ForwardLine.Destination.Addresses(var addresses) -> {
                List<Member> members = new ArrayList<>();
                addresses.forEach(to -> members.add(new Member.Address(to)));
                yield members;
            }
        };
    }
}
