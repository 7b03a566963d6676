package dmail.common.config.binding;

import dmail.common.config.binding.Scope.Target;
import dmail.common.config.type.Parsed;
import dmail.common.config.type.Shown;
import dmail.common.config.type.Words;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The words of a line with a scope, of dmail.conf or the console: one grammar for both.
 *
 * @param scope in which the option stands
 * @param option its name in lower case; empty when none is given
 * @param value the text behind the option, not read yet
 */
public record ScopedWords(Scope scope, String option, String value) {
    private static final String INSIDE = "behind a binding or group the words are domain and host";

    /** {@return the parts of a line, which begins with a scope's word or with an option} */
    public static Parsed<ScopedWords> parse(String line) {
        String text = Words.trim(line);
        String word = firstWord(text);
        return switch (word) {
            case "binding" -> binding("", rest(text));
            case "binding_group" -> group(rest(text));
            case "to_domain", "to_host", "to_mx" -> target(Scope.GLOBAL, word, rest(text));
            default -> option(Scope.GLOBAL, text);
        };
    }

    private static Parsed<ScopedWords> binding(String group, String text) {
        return ScopeName.parse(text.substring(0, Words.endOfWord(text, 0)))
                .then(name -> inside(Scope.ofBinding(group, name), rest(text)));
    }

    private static Parsed<ScopedWords> group(String text) {
        return ScopeName.parse(text.substring(0, Words.endOfWord(text, 0)))
                .then(name -> inside(Scope.ofBinding(name, ""), rest(text)));
    }

    /** What follows the name of a binding or group. */
    private static Parsed<ScopedWords> inside(Scope scope, String text) {
        String word = firstWord(text);
        return switch (word) {
            case "domain", "host" -> target(scope, word, rest(text));
            case "binding" ->
                    scope.binding().isEmpty()
                            ? binding(scope.group(), rest(text))
                            : outOfPlace(word, scope);
            case "binding_group" -> outOfPlace(word, scope);
            case "to_domain", "to_host", "to_mx" ->
                    Parsed.bad(word + " stands at top level; " + INSIDE);
            default -> option(scope, text);
        };
    }

    private static Parsed<ScopedWords> target(Scope scope, String word, String text) {
        if (text.isEmpty()) {
            return Parsed.bad("a pattern is missing behind " + word);
        }
        return TargetPattern.parse(text.substring(0, Words.endOfWord(text, 0)))
                .map(pattern ->
                        switch (word) {
                            case "domain", "to_domain" -> new Target.Domains(pattern);
                            case "host", "to_host" -> new Target.Hosts(pattern);
                            default -> new Target.Exchangers(pattern);
                        })
                .then(target -> behindTarget(scope.to(target), rest(text)));
    }

    private static Parsed<ScopedWords> behindTarget(Scope scope, String text) {
        String word = firstWord(text);
        return switch (word) {
            case "binding", "binding_group" -> outOfPlace(word, scope);
            case "domain", "host", "to_domain", "to_host", "to_mx" ->
                    Parsed.bad("a scope has one pattern, so no " + word + " stands behind it");
            default -> option(scope, text);
        };
    }

    private static <T> Parsed<T> outOfPlace(String word, Scope scope) {
        return Parsed.bad(
                "no "
                        + word
                        + " stands behind "
                        + Shown.quoted(scope.toString())
                        + ": a binding stands at top level or in a binding_group");
    }

    private static Parsed<ScopedWords> option(Scope scope, String text) {
        return Parsed.good(new ScopedWords(scope, firstWord(text), rest(text)));
    }

    private static String firstWord(String text) {
        return text.substring(0, Words.endOfWord(text, 0)).toLowerCase(Locale.ROOT);
    }

    private static String rest(String text) {
        return Words.trim(text.substring(Words.endOfWord(text, 0)));
    }

    /**
     * {@return the line, with the option's value read}
     *
     * @param folder for relative paths
     */
    public Parsed<ScopedLine> line(Path folder) {
        if (option.isEmpty()) {
            return scope.binding().isEmpty() || !(scope.target() instanceof Target.All)
                    ? Parsed.bad("an option is missing")
                    : Parsed.good(new ScopedLine(scope, Optional.empty()));
        }
        return BindOptions.find(option)
                .map(found -> value(found, folder))
                .orElseGet(() -> Parsed.bad(Shown.quoted(option) + " is no option of sending"))
                .map(read -> new ScopedLine(scope, Optional.of(read)));
    }

    private Parsed<OptionValue<?>> value(BindOption found, Path folder) {
        return found.scopes().contains(scope.kind())
                ? OptionValue.read(found.setting(), value, folder)
                : Parsed.bad(BindOptions.noMeaning(option, scope.kind()));
    }
}
