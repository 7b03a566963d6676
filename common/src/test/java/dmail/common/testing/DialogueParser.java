package dmail.common.testing;

import dmail.common.testing.DialogueScript.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of a {@link DialogueScript}. */
final class DialogueParser {
    private static final Pattern LINE = Pattern.compile("([CS])(?:\\*(\\d+))?([:<])(?: (.*))?");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|\\{(\\d+)\\*(.)}|(.))");

    private final List<Turn> turns = new ArrayList<>();
    private final StringBuilder says = new StringBuilder();
    private final List<String> hears = new ArrayList<>();

    private DialogueParser() {}

    static List<Turn> parse(String name, String text) {
        DialogueParser parser = new DialogueParser();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                parser.take(line, name + ":" + number);
            }
        }
        parser.endTurn();
        return List.copyOf(parser.turns);
    }

    private void take(String line, String place) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(place + ": not a line of a dialogue: " + line);
        }
        int times = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        String rest = matcher.group(4) == null ? "" : matcher.group(4);
        boolean raw = matcher.group(3).equals("<");
        for (int i = 0; i < times; i++) {
            if (matcher.group(1).equals("S")) {
                hears.add(rest);
            } else {
                say(raw ? unescape(rest) : octets(rest) + "\r\n");
            }
        }
    }

    private void say(String octets) {
        if (!hears.isEmpty()) {
            endTurn();
        }
        says.append(octets);
    }

    private void endTurn() {
        turns.add(new Turn(says.toString(), hears));
        says.setLength(0);
        hears.clear();
    }

    /** One char an octet. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String unescape(String text) {
        StringBuilder octets = new StringBuilder();
        Matcher matcher = ESCAPE.matcher(text);
        int plain = 0;
        while (matcher.find()) {
            octets.append(octets(text.substring(plain, matcher.start())));
            octets.append(escaped(matcher));
            plain = matcher.end();
        }
        return octets.append(octets(text.substring(plain))).toString();
    }

    private static String escaped(Matcher escape) {
        if (escape.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        }
        if (escape.group(2) != null) {
            return escape.group(3).repeat(Integer.parseInt(escape.group(2)));
        }
        return switch (escape.group(4)) {
            case "r" -> "\r";
            case "n" -> "\n";
            case "t" -> "\t";
            case "0" -> "\0";
            case "\\" -> "\\";
            case String other -> throw new IllegalArgumentException("unknown escape \\" + other);
        };
    }
}
