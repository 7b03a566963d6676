package dmail.common.config.type;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the text after a setting's name is parsed, and how a value is written again.
 *
 * @param <T> the value
 */
public final class SettingType<T> {
    /** Parses one value; relative paths in it are below the folder of the configuration file. */
    @FunctionalInterface
    public interface Reader<T> {
        Parsed<T> read(String text, Path folder);
    }

    private final String syntax;
    private final Reader<List<T>> reader;
    private final Function<T, String> writer;

    private SettingType(String syntax, Reader<List<T>> reader, Function<T, String> writer) {
        this.syntax = syntax;
        this.reader = reader;
        this.writer = writer;
    }

    /** A type that parses the whole text of the line. */
    public static <T> SettingType<T> line(
            String syntax, Reader<T> reader, Function<T, String> writer) {
        return new SettingType<>(
                syntax, (text, folder) -> reader.read(text, folder).map(List::of), writer);
    }

    /** A type that parses the whole text of the line; a value's own text is that again. */
    public static <T> SettingType<T> line(String syntax, Reader<T> reader) {
        return line(syntax, reader, Object::toString);
    }

    /** A type of exactly one word. */
    public static <T> SettingType<T> word(
            String syntax, Reader<T> reader, Function<T, String> writer) {
        return line(
                syntax,
                (text, folder) -> oneWord(text).then(word -> reader.read(word, folder)),
                value -> Words.quoteIfNeeded(writer.apply(value)));
    }

    /** A type whose line may have several values, separated by commas without blanks. */
    public static <T> SettingType<T> commaList(
            String syntax, Reader<T> reader, Function<T, String> writer) {
        return new SettingType<>(
                syntax + "[," + syntax + "...]",
                (text, folder) -> oneWord(text).then(word -> readAll(word, folder, reader)),
                value -> Words.quoteIfNeeded(writer.apply(value)));
    }

    /** {@return the type of such a value that may be left out} */
    public SettingType<Optional<T>> orBlank() {
        return new SettingType<>(
                "[" + syntax + "]",
                (text, folder) ->
                        text.isEmpty()
                                ? Parsed.good(List.of(Optional.empty()))
                                : reader.read(text, folder)
                                        .map(values -> values.stream().map(Optional::of).toList()),
                value -> value.map(writer).orElse(""));
    }

    private static <T> Parsed<List<T>> readAll(String list, Path folder, Reader<T> reader) {
        List<T> values = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            switch (reader.read(element, folder)) {
                case Parsed.Good<T>(var value) -> values.add(value);
                case Parsed.Bad<T>(var why) -> {
                    return Parsed.bad(
                            list.equals(element) ? why : Shown.quoted(element) + " is " + why);
                }
            }
        }
        return Parsed.good(List.copyOf(values));
    }

    private static Parsed<String> oneWord(String text) {
        return Words.split(text)
                .then(words ->
                        switch (words.size()) {
                            case 0 -> Parsed.bad(Words.MISSING);
                            case 1 -> Parsed.good(words.getFirst());
                            default -> Parsed.bad(tooManyWords(words));
                        });
    }

    private static String tooManyWords(List<String> words) {
        if (words.getFirst().equals("=")) {
            return "no \"=\" stands between name and value";
        }
        if (words.getFirst().endsWith(",") || words.get(1).startsWith(",")) {
            return "no blanks stand in a list";
        }
        return words.get(1).startsWith("#")
                ? "one word is allowed; a comment needs a line of its own"
                : "one word is allowed, " + words.size() + " are given";
    }

    /** {@return the arguments as in a manual page, such as {@code true|false}} */
    public String syntax() {
        return syntax;
    }

    public Parsed<List<T>> read(String text, Path folder) {
        return reader.read(text, folder);
    }

    /** {@return the value as in a line of dmail.conf} */
    public String show(T value) {
        return writer.apply(value);
    }
}
