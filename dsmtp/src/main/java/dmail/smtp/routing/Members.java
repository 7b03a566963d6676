package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A list in the syntax of sendmail's aliases and forward files, separated by commas.
 *
 * @param good the valid members
 * @param bad the invalid words
 */
record Members(List<Member> good, List<String> bad) {
    private static final String INCLUDE = ":include:";

    Members {
        good = List.copyOf(good);
        bad = List.copyOf(bad);
    }

    /**
     * Reads a list.
     *
     * @param home the domain of names without one
     */
    static Members parse(String list, Domain home) {
        List<Member> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (String word : split(list)) {
            read(word, home).ifPresentOrElse(good::add, () -> bad.add(word));
        }
        return new Members(good, bad);
    }

    /** {@return only what anybody may name: addresses} */
    Members addressesOnly() {
        return only(member -> member instanceof Member.Program);
    }

    /** {@return only what a user may name: addresses and programs} */
    Members withPrograms() {
        return only(_ -> false);
    }

    private Members only(Predicate<Member> alsoRefused) {
        List<Member> kept = new ArrayList<>();
        List<String> refused = new ArrayList<>(bad);
        for (Member member : good) {
            boolean fileOrList =
                    member instanceof Member.MailFile || member instanceof Member.Include;
            if (fileOrList || alsoRefused.test(member)) {
                refused.add(member.toString());
            } else {
                kept.add(member);
            }
        }
        return new Members(kept, refused);
    }

    Members plus(Members more) {
        List<Member> allGood = new ArrayList<>(good);
        allGood.addAll(more.good);
        List<String> allBad = new ArrayList<>(bad);
        allBad.addAll(more.bad);
        return new Members(allGood, allBad);
    }

    /** {@return the text between the commas; commas in quotes don't separate} */
    private static List<String> split(String list) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == ',' && !quoted) {
                addTo(words, word);
                continue;
            }
            word.append(c);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < list.length()) {
                i++;
                word.append(list.charAt(i));
            }
        }
        addTo(words, word);
        return words;
    }

    private static void addTo(List<String> words, StringBuilder word) {
        String stripped = word.toString().strip();
        if (!stripped.isEmpty()) {
            words.add(stripped);
        }
        word.setLength(0);
    }

    private static Optional<Member> read(String word, Domain home) {
        String text = startsLikeNoAddress(word) ? unquoted(word) : word;
        if (text.startsWith("|")) {
            return some(unquoted(text.substring(1).strip())).map(Member.Program::new);
        }
        if (text.startsWith(INCLUDE)) {
            return some(unquoted(text.substring(INCLUDE.length()).strip()))
                    .filter(path -> path.startsWith("/"))
                    .map(Member.Include::new);
        }
        if (text.startsWith("/") && !text.contains("@")) {
            return Optional.of(new Member.MailFile(text));
        }
        if (text.equals("$user")) {
            return Optional.of(new Member.Self());
        }
        return text.startsWith("\\")
                ? address(text.substring(1), home).map(Member.Mailbox::new)
                : address(text, home).map(Member.Address::new);
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Quotes may also group the words of a command; then it is no local part. */
    private static boolean startsLikeNoAddress(String word) {
        return word.startsWith("\"|")
                || word.startsWith("\"/")
                || word.startsWith("\"\\")
                || word.startsWith("\"" + INCLUDE);
    }

    /** Removes quotes around the whole; inside, a backslash escapes a quote. */
    private static String unquoted(String text) {
        boolean whole = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return whole ? text.substring(1, text.length() - 1).replace("\\\"", "\"").strip() : text;
    }

    /** An address, alone or in angle brackets after a name, or a user name. */
    private static Optional<EmailAddress> address(String text, Domain home) {
        int open = text.lastIndexOf('<');
        String bare =
                open >= 0 && text.endsWith(">")
                        ? text.substring(open + 1, text.length() - 1)
                        : text;
        return EmailAddress.parse(bare).or(() -> EmailAddress.parse(bare + "@" + home));
    }
}
