package dmail.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MeasurementsPageTest {
    @Test
    void hasARowForEachMeasurement() {
        Row row =
                new Row(
                        "mails/s",
                        List.of(300.0),
                        "Postfix",
                        List.of(100.0),
                        Optional.empty(),
                        "2x");
        String page =
                new MeasurementsPage(LocalDate.of(2026, 11, 30), "a machine", "Postfix 3.7")
                        .of(List.of(row));
        assertTrue(page.contains("on 2026-11-30. Machine: a machine. Peers: Postfix 3.7."), page);
        assertTrue(page.endsWith("| mails/s | 300 | Postfix | 100 | 3.0x | 2x |\n"), page);
    }

    @Test
    void knowsThisMachine() throws Exception {
        assertTrue(MeasurementsPage.ofThisMachine("").machine().contains(" cores, "));
    }
}
