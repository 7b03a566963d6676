package dmail.common.config.listen;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import java.util.Optional;

/**
 * What the lines of a listener say of the sessions there; what is empty is as for the server.
 *
 * @param hostname what the host is called there
 * @param greeting the text of the greeting
 */
public record ListenerPolicy(
        Optional<Located<Domain>> hostname, Optional<Located<String>> greeting) {
    /** Of a listener whose lines say nothing of it. */
    public static final ListenerPolicy NONE =
            new ListenerPolicy(Optional.empty(), Optional.empty());

    /** {@return this policy with what one more line says} The last line of an option counts. */
    ListenerPolicy with(Located<ListenLine> line) {
        return switch (line.value().option()) {
            case ListenOption.Hostname(var name) ->
                    new ListenerPolicy(located(name, line), greeting);
            case ListenOption.Greeting(var text) ->
                    new ListenerPolicy(hostname, located(text, line));
            default -> this;
        };
    }

    private static <T> Optional<Located<T>> located(Optional<T> value, Located<ListenLine> line) {
        return value.map(given -> new Located<>(given, line.location()));
    }
}
