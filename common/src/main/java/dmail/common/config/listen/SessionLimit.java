package dmail.common.config.listen;

/**
 * A limit on the sessions of a listener, or of one network's clients there.
 *
 * @param most how many there may be, at least 1
 * @param network the network of the {@code peer} line that sets it, whose clients are counted for
 *     themselves; empty when the listener's own line does
 */
public record SessionLimit(int most, String network) {}
