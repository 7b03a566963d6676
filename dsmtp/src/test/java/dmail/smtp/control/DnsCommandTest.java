package dmail.smtp.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.cli.ExitStatus;
import dmail.smtp.dns.DnsView;
import dmail.smtp.dns.DnsView.Step;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.dns.Exchangers.Host;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code tellsmtp dns} prints. */
class DnsCommandTest {
    private static final Domain DOMAIN = Domain.parse("example.com").orElseThrow();

    private static AdminReply reply(Exchangers end, Step... steps) {
        return DnsCommand.reply(DOMAIN, new DnsView(List.of(steps), end));
    }

    @Test
    void showsTheWay() {
        Host first =
                new Host(
                        "mx1.example.com",
                        25,
                        List.of(
                                InetAddress.ofLiteral("192.0.2.1"),
                                InetAddress.ofLiteral("2001:db8::1")));
        Host second = new Host("mx2.example.com", 25, List.of(InetAddress.ofLiteral("192.0.2.2")));
        AdminReply reply =
                reply(
                        new Exchangers.Hosts(List.of(first, second)),
                        new Step("MX example.com", "10 mx1.example.com", "192.0.2.53"),
                        new Step("AAAA mx2.example.com", "no such record", ""));
        assertEquals(ExitStatus.OK, reply.status());
        assertEquals(
                """
                domain: example.com
                MX example.com: 10 mx1.example.com  (192.0.2.53)
                AAAA mx2.example.com: no such record
                tried: mx1.example.com port 25 at 192.0.2.1, 2001:db8:0:0:0:0:0:1
                tried: mx2.example.com port 25 at 192.0.2.2
                """,
                reply.text());
        assertEquals(
                "{\"domain\":\"example.com\",\"steps\":["
                        + "{\"asked\":\"MX example.com\",\"answer\":\"10 mx1.example.com\","
                        + "\"by\":\"192.0.2.53\"},"
                        + "{\"asked\":\"AAAA mx2.example.com\",\"answer\":\"no such record\","
                        + "\"by\":\"\"}],"
                        + "\"hosts\":[{\"name\":\"mx1.example.com\",\"port\":25,"
                        + "\"addresses\":[\"192.0.2.1\",\"2001:db8:0:0:0:0:0:1\"]},"
                        + "{\"name\":\"mx2.example.com\",\"port\":25,"
                        + "\"addresses\":[\"192.0.2.2\"]}]}",
                reply.json());
    }

    @Test
    void saysWhetherMailWaitsOrBounces() {
        AdminReply waits = reply(new Exchangers.TryLater("silence"));
        assertEquals(ExitStatus.TEMPORARY, waits.status());
        assertEquals("domain: example.com\nwaits: silence\n", waits.text());
        assertEquals(
                "{\"domain\":\"example.com\",\"steps\":[],\"waits\":\"silence\"}", waits.json());

        for (Exchangers end :
                List.of(
                        new Exchangers.NoSuchDomain("the domain says that it takes no mail"),
                        new Exchangers.OnlyOurselves("the domain says that it takes no mail"),
                        new Exchangers.AcceptsNoMail())) {
            AdminReply bounces = reply(end);
            assertEquals(ExitStatus.NO_HOST, bounces.status());
            assertEquals(
                    "domain: example.com\nbounces: the domain says that it takes no mail\n",
                    bounces.text());
            assertEquals(
                    "{\"domain\":\"example.com\",\"steps\":[],"
                            + "\"bounces\":\"the domain says that it takes no mail\"}",
                    bounces.json());
        }
    }
}
