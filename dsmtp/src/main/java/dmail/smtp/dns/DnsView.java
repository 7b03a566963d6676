package dmail.smtp.dns;

import java.util.List;

/**
 * How the hosts of a domain were found, for {@code tellsmtp dns}.
 *
 * @param steps in order
 * @param end the result
 */
public record DnsView(List<Step> steps, Exchangers end) {
    public DnsView {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param label the question
     * @param value the answer
     * @param by its source; empty for what no server was asked
     */
    public record Step(String label, String value, String by) {}
}
