package dmail.common.config.listen;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import java.util.Optional;

/**
 * What the lines of a listener say of the host to its clients; what is empty is as at the address.
 *
 * @param hostname what the host is called there
 * @param greeting the text of the greeting
 */
public record ListenerIdentity(
        Optional<Located<Domain>> hostname, Optional<Located<String>> greeting) {
    /** Of a listener whose lines say nothing of it. */
    public static final ListenerIdentity NONE =
            new ListenerIdentity(Optional.empty(), Optional.empty());

    /** {@return this identity with what one more line says} The last line of an option counts. */
    ListenerIdentity with(Located<ListenLine> line) {
        return switch (line.value().option()) {
            case ListenOption.Hostname(var name) ->
                    new ListenerIdentity(located(name, line), greeting);
            case ListenOption.Greeting(var text) ->
                    new ListenerIdentity(hostname, located(text, line));
            default -> this;
        };
    }

    private static <T> Optional<Located<T>> located(Optional<T> value, Located<ListenLine> line) {
        return value.map(given -> new Located<>(given, line.location()));
    }
}
