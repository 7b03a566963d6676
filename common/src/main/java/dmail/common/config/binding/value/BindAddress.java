package dmail.common.config.binding.value;

import dmail.common.address.Domain;
import dmail.common.address.IpLiteral;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Words;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The address of this machine from which connections to other hosts are made. */
public sealed interface BindAddress {
    /** {@return whether it can be the source of connections of that family} */
    boolean serves(IpFamily family);

    /** The system chooses. */
    record Any() implements BindAddress {
        @Override
        public boolean serves(IpFamily family) {
            return true;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /** An address of one family. */
    record Literal(InetAddress address) implements BindAddress {
        @Override
        public boolean serves(IpFamily family) {
            return IpFamily.of(address) == family;
        }

        @Override
        public String toString() {
            return IpLiteral.text(address);
        }
    }

    /** The addresses of a host's name. */
    record Named(Domain host) implements BindAddress {
        @Override
        public boolean serves(IpFamily family) {
            return true;
        }

        @Override
        public String toString() {
            return host.name();
        }
    }

    /**
     * What was meant is unknown, and any other source could be the wrong one: it serves both
     * families with no address, so that mail waits.
     *
     * @param text as it was given
     * @param why it is none, a clause
     */
    record Unusable(String text, String why) implements BindAddress {
        @Override
        public boolean serves(IpFamily family) {
            return true;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** {@return what the text means; whatever it is, since a bad one must not be passed over} */
    static BindAddress of(String text) {
        return switch (Words.split(text)) {
            case Parsed.Good<List<String>>(var words) when words.isEmpty() ->
                    new Unusable("", "an address is missing");
            case Parsed.Good<List<String>>(var words) when words.size() == 1 ->
                    ofWord(words.getFirst());
            case Parsed.Good<List<String>> _ ->
                    new Unusable(text, "more than one word; a comment needs a line of its own");
            case Parsed.Bad<List<String>>(var why) -> new Unusable(text, why);
        };
    }

    private static BindAddress ofWord(String word) {
        if (word.equals("*")) {
            return new Any();
        }
        Optional<InetAddress> address = IpLiteral.parse(word);
        if (address.isPresent()) {
            return ofLiteral(word, address.get());
        }
        return Domain.parse(word)
                .filter(name -> !name.isLiteral() && !name.isNumeric())
                .<BindAddress>map(Named::new)
                .orElseGet(() ->
                        new Unusable(word, "neither an IP address, nor a host's name, nor *"));
    }

    private static BindAddress ofLiteral(String word, InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return new Unusable(word, "no address of a host; * leaves the choice to the system");
        }
        if (IpLiteral.isOfManyHosts(address)) {
            return new Unusable(word, "an address of many hosts");
        }
        return new Literal(address);
    }
}
