package dmail.common.config;

/** Chooses some lines of a setting. */
@FunctionalInterface
public interface LineChoice<T> {
    /**
     * {@return whether a line is taken}
     *
     * @param index of the line among those of the setting
     */
    boolean takes(int index, Located<T> line);
}
