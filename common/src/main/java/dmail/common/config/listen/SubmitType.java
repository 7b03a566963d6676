package dmail.common.config.listen;

import dmail.common.address.Domain;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The arguments of a {@code submit_server} line. */
public final class SubmitType {
    public static final String SYNTAX = "<domain>|* <address>[:<port>]";

    private static final String NO_ADDRESS = " is no IP address";

    private SubmitType() {}

    /** {@return the line with these arguments} */
    public static Parsed<SubmitLine> read(String text, Path folder) {
        return Words.split(text)
                .then(words ->
                        words.size() == 2
                                ? domain(words.getFirst(), folder)
                                        .then(domain -> place(domain, words.getLast()))
                                : Parsed.bad(
                                        "a domain or * and an address are needed, as in: "
                                                + "submit_server one.example 192.0.2.1"));
    }

    private static Parsed<Optional<Domain>> domain(String word, Path folder) {
        return word.equals("*")
                ? Parsed.good(Optional.empty())
                : SettingTypes.DOMAIN.read(word, folder).map(List::getFirst).map(Optional::of);
    }

    /** A bare IPv6 address has no port. */
    private static Parsed<SubmitLine> place(Optional<Domain> domain, String word) {
        int colon = word.lastIndexOf(':');
        boolean hasPort =
                colon >= 0 && (word.indexOf(':') == colon || word.charAt(colon - 1) == ']');
        if (!hasPort) {
            return address(word).map(address -> new SubmitLine(domain, address, Optional.empty()));
        }
        return switch (PortSpec.parse(word.substring(colon + 1))) {
            case Parsed.Good<PortSpec>(var port) ->
                    address(word.substring(0, colon))
                            .map(address -> new SubmitLine(domain, address, Optional.of(port)));
            case Parsed.Bad<PortSpec>(var why) ->
                    Parsed.bad("what follows the last colon is " + why);
        };
    }

    private static Parsed<InetAddress> address(String word) {
        boolean isBracketed = word.startsWith("[") && word.endsWith("]");
        String bare = isBracketed ? word.substring(1, word.length() - 1) : word;
        if (isBracketed && !bare.contains(":")) {
            return Parsed.bad(Shown.quoted(word) + NO_ADDRESS);
        }
        return ListenAddressWord.parse(bare, Shown.quoted(word) + NO_ADDRESS)
                .then(address ->
                        address.isAnyLocalAddress()
                                ? Parsed.bad(
                                        Shown.quoted(word) + " is every address; one is needed")
                                : Parsed.good(address));
    }
}
