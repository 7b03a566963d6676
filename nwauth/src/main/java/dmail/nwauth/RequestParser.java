package dmail.nwauth;

import dmail.common.authent.InfoFields;
import dmail.common.authent.password.Password;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads request lines. A line comes with one character an octet, so that a password stays what it
 * was in whatever character set it was typed; names and fields are UTF-8.
 */
final class RequestParser {
    private static final String KEEP_PASSWORD = "(NULL)";
    private static final int ALL = Integer.MAX_VALUE;

    private RequestParser() {}

    static Request parse(String line) {
        String[] words = line.strip().split("[ \t]+", 4);
        return switch (words[0]) {
            case "check" -> check(words);
            case "lookup" ->
                    words.length < 2 ? usage("lookup user") : new Request.Lookup(name(words));
            case "set" -> set(words);
            case "del" -> words.length < 2 ? usage("del user") : new Request.Delete(name(words));
            case "search" -> search(List.of(line.strip().split("[ \t]+")));
            case "version" -> new Request.Version();
            case "help" -> new Request.Help();
            case "exit", "quit" -> new Request.Exit();
            default -> new Request.Wrong("unknown command, help lists those known");
        };
    }

    private static Request.Wrong usage(String usage) {
        return new Request.Wrong("usage: " + usage);
    }

    private static String name(String[] words) {
        return decode(words[1]);
    }

    private static String decode(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Password password(String word) {
        return new Password(word.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Request check(String[] words) {
        return words.length < 3
                ? usage("check user password [client-ip]")
                : new Request.Check(name(words), password(words[2]));
    }

    private static Request set(String[] words) {
        if (words.length < 3) {
            return usage("set user password|(NULL) [label=\"value\" ...]");
        }
        Optional<Map<String, String>> fields =
                InfoFields.parse(words.length == 4 ? decode(words[3]) : "");
        if (fields.isEmpty()) {
            return new Request.Wrong("fields are label=\"value\"");
        }
        Request.PasswordChange change =
                words[2].equals(KEEP_PASSWORD)
                        ? new Request.PasswordChange.Keep()
                        : new Request.PasswordChange.Replace(password(words[2]));
        return new Request.Set(name(words), change, fields.get());
    }

    private static Request search(List<String> words) {
        int from = 1;
        int most = ALL;
        for (int i = 2; i < words.size(); i += 2) {
            int number = i + 1 < words.size() ? number(words.get(i + 1)) : -1;
            if (number < 0) {
                return usage("search text [-from n] [-max m]");
            }
            switch (words.get(i)) {
                case "-from" -> from = Math.max(1, number);
                case "-max" -> most = number;
                default -> {
                    return usage("search text [-from n] [-max m]");
                }
            }
        }
        String pattern = words.size() < 2 ? "*" : decode(words.get(1));
        return new Request.Search(pattern, from, most);
    }

    private static int number(String word) {
        return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
    }
}
