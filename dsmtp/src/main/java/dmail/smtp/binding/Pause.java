package dmail.smtp.binding;

import java.time.Instant;

/**
 * Why mail isn't tried now, though nothing has failed.
 *
 * @param why a clause
 * @param look when it is looked at again, if nothing lets it go before
 */
public record Pause(String why, Instant look) {}
