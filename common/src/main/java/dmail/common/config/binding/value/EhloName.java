package dmail.common.config.binding.value;

import dmail.common.address.Domain;
import dmail.common.config.type.Parsed;
import java.util.Locale;

/** The name that EHLO says (RFC 5321 section 4.1.1.1). */
public sealed interface EhloName {
    /** Always this one. */
    record Fixed(Domain name) implements EhloName {
        @Override
        public String toString() {
            return name.name();
        }
    }

    /** The domain of the message's sender. */
    record SenderDomain() implements EhloName {
        @Override
        public String toString() {
            return "sender-domain";
        }
    }

    /** The name of this machine. */
    record Machine() implements EhloName {
        @Override
        public String toString() {
            return "machine";
        }
    }

    /** The name that a reverse look-up of the source address gives. */
    record Reverse() implements EhloName {
        @Override
        public String toString() {
            return "reverse";
        }
    }

    /** {@return what the word means} */
    static Parsed<EhloName> parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "sender-domain" -> Parsed.good(new SenderDomain());
            case "machine" -> Parsed.good(new Machine());
            case "reverse" -> Parsed.good(new Reverse());
            default ->
                    Parsed.of(
                            Domain.parse(word).filter(name -> !name.isNumeric()).map(Fixed::new),
                            "neither a host's name nor one of sender-domain, machine, reverse");
        };
    }
}
