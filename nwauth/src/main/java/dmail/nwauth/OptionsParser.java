package dmail.nwauth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads the original's switches, which have one hyphen and whole words. */
final class OptionsParser {
    private final Deque<String> rest;
    private final List<String> requests = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private String folder = ".";
    private boolean readOnly;
    private NameRules names = NameRules.STRICT;
    private DropPaths dropPaths = new DropPaths.AsConfigured();

    /** The command line is wrong; the message says what is. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private OptionsParser(List<String> arguments) {
        rest = new ArrayDeque<>(arguments);
    }

    static Options parse(List<String> arguments) throws UsageException {
        OptionsParser parser = new OptionsParser(arguments);
        while (!parser.rest.isEmpty()) {
            String word = parser.rest.remove();
            try {
                parser.read(word);
            } catch (NoSuchElementException e) {
                throw new UsageException(word + " needs an argument");
            }
        }
        return new Options(
                parser.folder,
                parser.readOnly,
                parser.names,
                parser.dropPaths,
                parser.requests,
                parser.remarks);
    }

    private void read(String word) throws UsageException {
        switch (word) {
            case "-path" -> folder = rest.remove();
            case "-readonly" -> readOnly = true;
            case "drop_path", "-drop_path" -> dropPaths = hashed(rest.remove(), rest.remove());
            case "-check" -> requests.add("check " + rest.remove() + " " + rest.remove());
            case "-lookup" -> requests.add("lookup " + rest.remove());
            case "-del" -> requests.add("del " + rest.remove());
            case "-version", "--version" -> requests.add("version");
            case "-help", "-h", "--help" -> requests.add("help");
            case "-search", "-set" -> readRest(word);
            case "-allowats", "-allowhighascii", "-badchar", "-badchar_localpart" ->
                    readNameRule(word);
            default -> readOld(word);
        }
    }

    /** These take all that follows. */
    private void readRest(String word) {
        requests.add(
                word.substring(1)
                        + " "
                        + rest.remove()
                        + (rest.isEmpty() ? "" : " ")
                        + String.join(" ", rest));
        rest.clear();
    }

    private void readNameRule(String word) {
        names =
                switch (word) {
                    case "-allowats" ->
                            new NameRules(
                                    true, names.beyondAscii(), names.bad(), names.badInLocalPart());
                    case "-allowhighascii" ->
                            new NameRules(
                                    names.atSigns(), true, names.bad(), names.badInLocalPart());
                    case "-badchar" ->
                            new NameRules(
                                    names.atSigns(),
                                    names.beyondAscii(),
                                    rest.remove(),
                                    names.badInLocalPart());
                    default ->
                            new NameRules(
                                    names.atSigns(),
                                    names.beyondAscii(),
                                    names.bad(),
                                    rest.remove());
                };
    }

    private void readOld(String word) throws UsageException {
        switch (word) {
            case "-debug", "-log" ->
                    remarks.add(word + " has no effect: errors are written to standard error");
            case "-size" -> {
                rest.remove();
                remarks.add("-size has no effect: there is no file of changes");
            }
            case "-encrypt" -> {
                rest.remove();
                remarks.add("-encrypt has no effect: passwords are always stored as hashes");
            }
            case "-logpass" -> throw new UsageException("-logpass: passwords are never logged");
            case "-generate" ->
                    throw new UsageException(
                            "-generate: accounts with known passwords are not created");
            case "-sleep" ->
                    throw new UsageException("-sleep: tests of slow programs have their own");
            default -> throw new UsageException(word + " is not an option of nwauth");
        }
    }

    private static DropPaths hashed(String levels, String base) throws UsageException {
        if (!levels.matches("[012]")) {
            throw new UsageException("drop_path: the hash is 0, 1 or 2, not " + levels);
        }
        return new DropPaths.Hashed(Integer.parseInt(levels), base);
    }
}
