package dmail.setup.ask;

import dmail.setup.check.UsualPort;
import java.util.List;
import java.util.stream.Collectors;

/** What the questions about addresses and ports are answered with when nobody says otherwise. */
final class AddressDefaults {
    private AddressDefaults() {}

    static String listenOn(Draft draft) {
        return lines(draft).givePlaces() ? AddressAnswers.KEPT : AddressAnswers.ALL;
    }

    static String furtherPorts(Draft draft) {
        ListeningLines lines = lines(draft);
        if (lines.givePlaces() || lines.areSpecial()) {
            return AddressAnswers.KEPT;
        }
        List<UsualPort> open = lines.further();
        return open.isEmpty() ? Checks.NONE : shown(open);
    }

    static String shown(List<UsualPort> ports) {
        return ports.stream()
                .map(port -> Integer.toString(port.number()))
                .collect(Collectors.joining(" "));
    }

    static String names(Draft draft) {
        return lines(draft).giveNames() ? AddressAnswers.KEPT : Checks.NONE;
    }

    static ListeningLines lines(Draft draft) {
        return new ListeningLines(draft.facts().existing().configuration());
    }
}
