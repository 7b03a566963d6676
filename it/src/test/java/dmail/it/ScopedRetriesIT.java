package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a running server tries again, by the clock, what other hosts take only later. */
@Timeout(120)
final class ScopedRetriesIT {
    /** Of lateness, beside the second that is allowed: the machine may be busy. */
    private static final double BUSY = 0.5;

    @TempDir private Path folder;
    private final List<Double> attempts = new ArrayList<>();

    private String putOff(Sink.Step step, String line) {
        if (step != Sink.Step.RECIPIENT) {
            return Sink.USUAL;
        }
        synchronized (attempts) {
            attempts.add(System.nanoTime() / 1e9);
        }
        return "450 4.2.1 busy";
    }

    private static void send(ServerProcess dsmtp) throws IOException, InterruptedException {
        try (SmtpClient client = SmtpClient.connect(dsmtp.addresses().first("smtp"))) {
            client.command("EHLO client.example");
            byte[] text = "Subject: lunch\r\n\r\nNow?\r\n".getBytes(StandardCharsets.US_ASCII);
            List<String> to = List.of("x@far.example");
            assertEquals(250, client.send("bob@test.example", to, text).code());
        }
    }

    @Test
    void bi31_momN11_momN19_aRetryIsNoMoreThanASecondLate() throws Exception {
        try (Sink far = Sink.start(this::putOff)) {
            Site site =
                    Site.in(folder)
                            .line("binding one gateway 127.0.0.1:" + far.address().getPort())
                            .line("binding one retry_interval 1")
                            .line("binding one max_retry_interval 2")
                            .line("binding one max_retries 4")
                            .line("bind_rule to *@far.example use one")
                            .user("bob", "secret")
                            .write();
            try (ServerProcess dsmtp = site.start("dsmtp")) {
                send(dsmtp);
                String end = dsmtp.await("failed to=x@far.example");
                assertTrue(end.contains("status=5.4.7"), end);
            }
        }

        assertEquals(4, attempts.size());
        for (int i = 1; i < 4; i++) {
            double late = attempts.get(i) - attempts.get(i - 1) - Math.min(2, i);
            assertTrue(late > -0.2 && late < 1 + BUSY, "late by " + late + " s: " + attempts);
        }
    }
}
