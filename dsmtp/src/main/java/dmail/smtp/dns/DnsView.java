package dmail.smtp.dns;

import java.util.List;

/**
 * How the hosts for a domain were found, for people.
 *
 * @param steps in the order in which they were taken
 * @param end what came of it
 */
public record DnsView(List<Step> steps, Exchangers end) {
    public DnsView {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that was found out.
     *
     * @param label what was asked
     * @param value the answer
     * @param by who gave it; empty when nobody was asked
     */
    public record Step(String label, String value, String by) {}
}
