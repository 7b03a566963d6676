package dmail.smtp.binding;

import dmail.common.address.EmailAddress;
import dmail.common.address.IpLiteral;
import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.config.binding.RuleTest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What rules compare, in lower case, so that many rules fold it once. */
record FoldedFacts(
        String from, String to, String user, String listener, String domainGroup, Asked asked) {
    private static final String NO_SENDER = "<>";

    static FoldedFacts of(Asked asked) {
        return new FoldedFacts(
                folded(asked.from().map(EmailAddress::spelling).orElse(NO_SENDER)),
                folded(asked.to().spelling()),
                folded(asked.user()),
                folded(asked.listener()),
                folded(asked.domainGroup()),
                asked);
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** {@return whether all tests are passed} */
    boolean pass(List<RuleTest> tests) {
        for (RuleTest test : tests) {
            if (!passes(test)) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(RuleTest test) {
        return switch (test) {
            case RuleTest.Text(_, var patterns) -> anyMatches(patterns, text(test));
            case RuleTest.Header(_, var patterns) -> anyMatches(patterns, text(test));
            case RuleTest.Address(var what, var patterns) -> {
                Optional<InetAddress> address = address(what);
                yield address.isPresent() && anyCovers(patterns, address.get());
            }
        };
    }

    /** {@return what a test looks at, as text; empty when it isn't there} */
    String text(RuleTest test) {
        return switch (test) {
            case RuleTest.Text(var what, _) -> text(what);
            case RuleTest.Header(var name, _) -> asked.header().apply(name).orElse("");
            case RuleTest.Address(var what, _) -> address(what).map(IpLiteral::text).orElse("");
        };
    }

    private String text(RuleTest.TextKey what) {
        return switch (what) {
            case FROM -> from;
            case TO -> to;
            case USER -> user;
            case LISTEN -> listener;
            case DOMAIN_GROUP -> domainGroup;
        };
    }

    private Optional<InetAddress> address(RuleTest.AddressKey what) {
        return switch (what) {
            case CLIENT -> asked.client();
            case IN_IP -> asked.reached();
        };
    }

    /** What isn't there matches no pattern, not even {@code *}. */
    private static boolean anyMatches(List<Wildcard> patterns, String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (Wildcard pattern : patterns) {
            if (pattern.matchesFolded(text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyCovers(List<IpPattern> patterns, InetAddress address) {
        for (IpPattern pattern : patterns) {
            if (pattern.matches(address)) {
                return true;
            }
        }
        return false;
    }
}
