package dmail.smtp;

import dmail.common.testing.HouseRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheHouseRules() {
        HouseRules.check("dmail.smtp", 90);
    }
}
