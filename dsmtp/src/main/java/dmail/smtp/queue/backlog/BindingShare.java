package dmail.smtp.queue.backlog;

import dmail.smtp.queuefile.RecipientStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a queued message leaves by one binding.
 *
 * @param binding its name
 * @param recipients how many of those that are left
 * @param domains theirs; empty when they have all domains of the message
 */
public record BindingShare(String binding, int recipients, List<String> domains) {
    public BindingShare {
        domains = List.copyOf(domains);
    }

    /** {@return the share of one recipient, who is the only one} */
    public static BindingShare ofOne(String binding) {
        return new BindingShare(binding, 1, List.of());
    }

    /** {@return whether mail for a domain is among it, in a message for these domains} */
    public boolean has(String domain, List<String> ofMessage) {
        return domains(ofMessage).contains(domain);
    }

    /** {@return its domains, in a message for these} */
    public List<String> domains(List<String> ofMessage) {
        return domains.isEmpty() ? ofMessage : domains;
    }

    /**
     * {@return the shares of a message's recipients}
     *
     * @param first the recipient whose share comes first
     */
    static List<BindingShare> of(List<RecipientStatus> recipients, RecipientStatus first) {
        String binding = first.recipient().choice().binding();
        if (recipients.stream().allMatch(status -> leavesBy(status, binding))) {
            return List.of(new BindingShare(binding, recipients.size(), List.of()));
        }
        Map<String, List<RecipientStatus>> together = new LinkedHashMap<>();
        together.put(binding, new ArrayList<>());
        for (RecipientStatus status : recipients) {
            together.computeIfAbsent(status.recipient().choice().binding(), _ -> new ArrayList<>())
                    .add(status);
        }
        List<BindingShare> shares = new ArrayList<>();
        together.forEach(
                (name, some) -> shares.add(new BindingShare(name, some.size(), domainsOf(some))));
        return shares;
    }

    private static boolean leavesBy(RecipientStatus status, String binding) {
        return status.recipient().choice().binding().equals(binding);
    }

    private static List<String> domainsOf(List<RecipientStatus> recipients) {
        return recipients.stream()
                .map(status -> QueueIndexEntry.goalDomain(status.recipient()).name())
                .distinct()
                .toList();
    }
}
