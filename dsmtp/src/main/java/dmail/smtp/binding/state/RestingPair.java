package dmail.smtp.binding.state;

import java.time.Instant;

/**
 * A source that sends nothing to a domain for a while, since the domain kept refusing it.
 *
 * @param binding by which the mail leaves
 * @param domain to which it goes, in lower case
 * @param source the address from which it is sent, or empty when the system chooses it
 * @param until when it is tried again
 * @param why the last refusal, one line
 */
public record RestingPair(
        String binding, String domain, String source, Instant until, String why) {}
