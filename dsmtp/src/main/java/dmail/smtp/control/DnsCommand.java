package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.cli.ExitStatus;
import dmail.smtp.dns.Dns;
import dmail.smtp.dns.DnsView;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.Exchangers.Host;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The control command {@code dns}: the hosts that mail for a domain would go to now, and how they
 * were found.
 */
public final class DnsCommand {
    private static final String NO_MAIL = "the domain says that it takes no mail";

    private DnsCommand() {}

    public static AdminReply reply(Dns dns, String name) {
        Optional<Domain> domain = Domain.parse(name);
        return domain.map(known -> reply(known, dns.explain(known)))
                .orElseGet(() ->
                        AdminReply.refused(ExitStatus.USAGE, "dns: " + name + " is no domain"));
    }

    public static AdminReply reply(Domain domain, DnsView view) {
        StringBuilder text = new StringBuilder("domain: " + domain + "\n");
        for (DnsView.Step step : view.steps()) {
            text.append(step.label()).append(": ").append(step.value());
            text.append(step.by().isEmpty() ? "" : "  (" + step.by() + ")").append('\n');
        }
        ends(view.end()).forEach(end -> text.append(end).append('\n'));
        return new AdminReply(status(view.end()), text.toString(), Json.of(fields(domain, view)));
    }

    private static ExitStatus status(Exchangers end) {
        return switch (end) {
            case Exchangers.Hosts _ -> ExitStatus.OK;
            case Exchangers.TryLater _ -> ExitStatus.TEMPORARY;
            case Exchangers.NoSuchDomain _,
                    Exchangers.AcceptsNoMail _,
                    Exchangers.OnlyOurselves _ ->
                    ExitStatus.NO_HOST;
        };
    }

    private static List<String> ends(Exchangers end) {
        return switch (end) {
            case Exchangers.Hosts(var hosts) ->
                    hosts.stream().map(host -> "tried: " + text(host)).toList();
            case Exchangers.TryLater(String why) -> List.of("waits: " + why);
            case Exchangers.NoSuchDomain(String why) -> List.of("bounces: " + why);
            case Exchangers.OnlyOurselves(String why) -> List.of("bounces: " + why);
            case Exchangers.AcceptsNoMail _ -> List.of("bounces: " + NO_MAIL);
        };
    }

    private static String text(Host host) {
        return host.name() + " port " + host.port() + " at " + String.join(", ", addresses(host));
    }

    private static List<String> addresses(Host host) {
        return host.addresses().stream().map(InetAddress::getHostAddress).toList();
    }

    private static Map<String, Object> fields(Domain domain, DnsView view) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("domain", domain);
        fields.put("steps", view.steps().stream().map(DnsCommand::fields).toList());
        switch (view.end()) {
            case Exchangers.Hosts(var hosts) ->
                    fields.put("hosts", hosts.stream().map(DnsCommand::fields).toList());
            case Exchangers.TryLater(String why) -> fields.put("waits", why);
            case Exchangers.NoSuchDomain(String why) -> fields.put("bounces", why);
            case Exchangers.OnlyOurselves(String why) -> fields.put("bounces", why);
            case Exchangers.AcceptsNoMail _ -> fields.put("bounces", NO_MAIL);
        }
        return fields;
    }

    private static Map<String, Object> fields(DnsView.Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("asked", step.label());
        fields.put("answer", step.value());
        fields.put("by", step.by());
        return fields;
    }

    private static Map<String, Object> fields(Host host) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", host.name());
        fields.put("port", host.port());
        fields.put("addresses", addresses(host));
        return fields;
    }
}
