package dmail.common.server;

/**
 * Acts when settings change, because it keeps something that it made of them. Everything else takes
 * a supplier and asks it each time. A server has one list of its Reloadables and calls them once
 * the new settings are current.
 *
 * @param <S> all settings of a server
 */
@FunctionalInterface
public interface Reloadable<S> {
    /** Applies the new settings. It must not fail: they have been checked when they were read. */
    void reload(S next);
}
