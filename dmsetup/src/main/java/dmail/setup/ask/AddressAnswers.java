package dmail.setup.ask;

import dmail.common.address.IpLiteral;
import dmail.setup.check.UsualPort;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the answers about addresses and ports say. */
public final class AddressAnswers {
    /** All addresses. */
    static final String ALL = "all";

    /** What the lines of the configuration say stays. */
    static final String KEPT = "kept";

    private AddressAnswers() {}

    /** {@return the addresses to listen on; none when it is all, or as the lines say} */
    public static List<InetAddress> addresses(Draft draft) {
        return words(draft.value(Key.LISTEN_ON)).stream()
                .flatMap(word -> IpLiteral.parse(word).stream())
                .toList();
    }

    /** {@return whether the further ports stay as the configuration has them} */
    public static boolean keepsFurtherPorts(Draft draft) {
        return draft.answers().find(Key.FURTHER_PORTS).orElse(KEPT).equals(KEPT);
    }

    /** {@return the further ports that are wanted, if they don't stay as they are} */
    public static List<UsualPort> further(Draft draft) {
        return words(draft.value(Key.FURTHER_PORTS)).stream()
                .flatMap(word -> port(word).stream())
                .toList();
    }

    static Optional<UsualPort> port(String word) {
        return word.matches("[0-9]{1,5}") ? UsualPort.of(Integer.parseInt(word)) : Optional.empty();
    }

    /** {@return the names that addresses get} */
    public static Map<InetAddress, String> namesByAddress(Draft draft) {
        Map<InetAddress, String> names = new LinkedHashMap<>();
        for (String word : words(draft.value(Key.ADDRESS_NAMES))) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                IpLiteral.parse(word.substring(0, equals))
                        .ifPresent(address -> names.put(address, word.substring(equals + 1)));
            }
        }
        return names;
    }

    static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+", -1)).filter(word -> !word.isEmpty()).toList();
    }
}
