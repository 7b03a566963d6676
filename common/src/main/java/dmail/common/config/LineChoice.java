package dmail.common.config;

/** Selects lines of a setting. */
@FunctionalInterface
public interface LineChoice<T> {
    /**
     * {@return whether a line is selected}
     *
     * @param index of the line among those of the setting
     */
    boolean takes(int index, Located<T> line);
}
