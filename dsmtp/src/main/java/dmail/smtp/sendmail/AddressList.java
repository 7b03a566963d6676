package dmail.smtp.sendmail;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the addresses in a header field such as To (RFC 5322 section 3.4), without names, comments
 * and groups. An address may lack its domain, as local programs write it.
 */
final class AddressList {
    /**
     * One address.
     *
     * @param text without brackets
     * @param end where it ends in the field
     */
    record Found(String text, int end) {
        /** {@return whether it is a word without a domain} */
        boolean isBare() {
            return text.indexOf('@') < 0 && text.indexOf(' ') < 0;
        }
    }

    private final String text;
    private final List<Found> found = new ArrayList<>();

    /** The text before a comma or a bracket: an address, or a name. */
    private final StringBuilder word = new StringBuilder();

    /** The index after its last character. */
    private int wordEnd;

    private int at;

    private AddressList(String text) {
        this.text = text;
    }

    /** {@return the addresses in order} */
    static List<Found> in(String field) {
        AddressList list = new AddressList(field);
        list.read();
        return List.copyOf(list.found);
    }

    /** {@return the field with the domain added to each address without one} */
    static String qualified(String field, String domain) {
        StringBuilder whole = new StringBuilder(field);
        for (Found address : in(field).reversed()) {
            if (address.isBare()) {
                whole.insert(address.end(), "@" + domain);
            }
        }
        return whole.toString();
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '(' -> skipComment();
                case '"' -> quoted();
                case '<' -> angle();
                case ',', ';' -> {
                    end();
                    at++;
                }
                case ':' -> colon();
                default -> plain(c);
            }
        }
        end();
    }

    private void plain(char c) {
        at++;
        if (c > ' ') {
            word.append(c);
            wordEnd = at;
        } else if (!word.isEmpty() && word.charAt(word.length() - 1) != ' ') {
            // Two words are a name, as before a bracket.
            word.append(' ');
        }
    }

    /** Comments nest (RFC 5322 section 3.2.2). */
    private void skipComment() {
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            at++;
        } while (at < text.length() && depth > 0);
    }

    private void quoted() {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, text.length());
        word.append(text, start, at);
        wordEnd = at;
    }

    /** The address is in the brackets, whatever preceded them. */
    private void angle() {
        word.setLength(0);
        at++;
        while (at < text.length() && text.charAt(at) != '>') {
            if (text.charAt(at) == '"') {
                quoted();
            } else {
                plain(text.charAt(at));
            }
        }
        at = Math.min(at + 1, text.length());
        int route = word.indexOf(":");
        if (word.indexOf("@") == 0 && route > 0) {
            // RFC 5321 section 4.1.2: a source route is ignored.
            word.delete(0, route + 1);
        }
        end();
        skipToComma();
    }

    private void skipToComma() {
        while (at < text.length() && ",;".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '(') {
                skipComment();
            } else {
                at++;
            }
        }
    }

    /** The name of a group ends, unless this is part of an IPv6 literal. */
    private void colon() {
        if (word.indexOf("[") >= 0) {
            plain(':');
        } else {
            word.setLength(0);
            at++;
        }
    }

    private void end() {
        String address = word.toString().strip();
        if (!address.isEmpty()) {
            found.add(new Found(address, wordEnd));
        }
        word.setLength(0);
    }
}
