package dmail.smtp.control.binding;

import dmail.common.address.IpLiteral;
import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.cli.ExitStatus;
import dmail.smtp.dns.ReverseNames;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The control command {@code check ips}: whether each source has a PTR record, whose name has that
 * address. Many hosts take no mail from others.
 */
final class CheckIps {
    private static final String GOOD = "ok";

    private final Supplier<SourceAddresses> sources;
    private final Map<InetAddress, InetAddress> seen;
    private final Function<InetAddress, ReverseNames.Found> dns;

    /**
     * @param sources of the current configuration; it may take time to find them
     * @param seen the addresses that others see in place of some
     * @param dns tells the names of an address; may take time
     */
    CheckIps(
            Supplier<SourceAddresses> sources,
            Map<InetAddress, InetAddress> seen,
            Function<InetAddress, ReverseNames.Found> dns) {
        this.sources = sources;
        this.seen = seen;
        this.dns = dns;
    }

    /**
     * One source.
     *
     * @param address as lines have it
     * @param outside the address that others see, which is looked up
     */
    private record Checked(
            String address, String outside, ReverseNames.Found found, String verdict) {
        List<String> columns() {
            String shown = outside.equals(address) ? address : address + " seen as " + outside;
            return List.of(shown, names(), forward(), verdict);
        }

        private String names() {
            return found.names().isEmpty() ? "-" : String.join(",", found.names());
        }

        private String forward() {
            List<String> addresses = addresses();
            return addresses.isEmpty() ? "-" : String.join(",", addresses);
        }

        private List<String> addresses() {
            return found.forward().stream().map(IpLiteral::compressed).toList();
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("address", address);
            fields.put("public_address", outside);
            fields.put("ptr", found.names());
            fields.put("forward", addresses());
            fields.put("verdict", verdict);
            return fields;
        }
    }

    StreamedReply reply() {
        return this::write;
    }

    private ExitStatus write(ReplyWriter writer) throws IOException {
        SourceAddresses all = InBackground.call(writer, sources);
        List<Checked> checked = new ArrayList<>();
        for (InetAddress address : all.all()) {
            InetAddress outside = seen.getOrDefault(address, address);
            ReverseNames.Found found = InBackground.call(writer, () -> dns.apply(outside));
            checked.add(
                    new Checked(
                            IpLiteral.compressed(address),
                            IpLiteral.compressed(outside),
                            found,
                            verdict(outside, found)));
        }
        for (String word : all.unknown()) {
            checked.add(
                    new Checked(
                            word,
                            word,
                            new ReverseNames.Found(List.of(), List.of(), ""),
                            "no address is known for it"));
        }
        boolean isGood = checked.stream().allMatch(one -> one.verdict().equals(GOOD));
        String text = lines(checked.stream().map(Checked::columns).toList());
        return writer.write(
                new AdminReply(
                        isGood ? ExitStatus.OK : ExitStatus.NO_HOST,
                        text.isEmpty() ? "no source address is known\n" : text,
                        Json.of(checked.stream().map(Checked::fields).toList())));
    }

    /** {@return the rows, with columns as wide as what stands in them} */
    private static String lines(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size() - 1; column++) {
                int here = column;
                int width = rows.stream().mapToInt(one -> one.get(here).length()).max().orElse(0);
                text.append(row.get(column)).repeat(' ', width + 2 - row.get(column).length());
            }
            text.append(row.getLast()).append('\n');
        }
        return text.toString();
    }

    private static String verdict(InetAddress address, ReverseNames.Found found) {
        if (found.forward().contains(address)) {
            return GOOD;
        }
        if (!found.failure().isEmpty()) {
            return "unknown: " + found.failure();
        }
        if (found.names().isEmpty()) {
            return "no PTR record";
        }
        String names = String.join(", ", found.names());
        return found.forward().isEmpty()
                ? names + " has no address"
                : names + " has another address";
    }
}
