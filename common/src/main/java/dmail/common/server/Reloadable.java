package dmail.common.server;

/**
 * Has to act when settings change: it makes something of them that it keeps, or forgets something.
 * All others take a supplier of what they need and ask it each time. A server holds its Reloadables
 * in one list, and calls them when the new settings are in force already.
 *
 * @param <S> all settings of a server
 */
@FunctionalInterface
public interface Reloadable<S> {
    /** Goes on by these settings; whatever could fail was tried when they were read. */
    void reload(S next);
}
