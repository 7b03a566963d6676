package dmail.smtp.routing;

import dmail.common.address.EmailAddress;
import dmail.common.config.ForwardLine;
import dmail.common.config.Located;
import dmail.common.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of {@code forward} or of {@code forward_cc}; they hold for any domain. */
record ForwardRules(Setting<ForwardLine> setting, List<Located<ForwardLine>> lines) {
    ForwardRules {
        lines = List.copyOf(lines);
    }

    /** {@return what the first line says that means this address} */
    Optional<Rule> first(EmailAddress address) {
        return lines.stream().flatMap(line -> rule(line, address).stream()).findFirst();
    }

    /** {@return what all lines say that mean this address} */
    List<Rule> all(EmailAddress address) {
        return lines.stream().flatMap(line -> rule(line, address).stream()).toList();
    }

    private Optional<Rule> rule(Located<ForwardLine> line, EmailAddress address) {
        return line.value()
                .destinationOf(address)
                .map(destination ->
                        new Rule(setting.name(), members(destination), line.place().toString()));
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
