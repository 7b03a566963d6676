package dmail.setup.moving;

import dmail.setup.check.Finding;
import java.util.List;

/**
 * What would become of another server's site.
 *
 * @param text the dmail.conf that means the same
 * @param findings what was found, and what a person has to see to
 * @param copies drop files that would have another place; empty for most
 */
record Proposal(String text, List<Finding> findings, List<Copy> copies) {
    Proposal {
        findings = List.copyOf(findings);
        copies = List.copyOf(copies);
    }
}
