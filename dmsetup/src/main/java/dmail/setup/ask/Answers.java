package dmail.setup.ask;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What has been answered; it never changes. */
public final class Answers {
    public static final Answers NONE = new Answers(Map.of());

    private final Map<Key, String> given;

    private Answers(Map<Key, String> given) {
        this.given = given;
    }

    /** {@return these answers and one more, in place of an earlier one to the same question} */
    public Answers with(Key key, String value) {
        Map<Key, String> more = new EnumMap<>(Key.class);
        more.putAll(given);
        more.put(key, value);
        return new Answers(more);
    }

    /** {@return these answers without one} */
    public Answers without(Key key) {
        Map<Key, String> fewer = new EnumMap<>(Key.class);
        fewer.putAll(given);
        fewer.remove(key);
        return new Answers(fewer);
    }

    public Optional<String> find(Key key) {
        return Optional.ofNullable(given.get(key));
    }

    /** {@return the answer, empty text when the question was not asked} */
    public String value(Key key) {
        return given.getOrDefault(key, "");
    }

    /** {@return all, in the order of the questions} */
    public Map<Key, String> all() {
        return Collections.unmodifiableMap(given);
    }
}
