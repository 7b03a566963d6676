package dmail.common;

import dmail.common.testing.HouseRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheHouseRules() {
        HouseRules.check("dmail.common", 150);
    }

    @Test
    void callsOnlyDownwards() {
        HouseRules.checkLayers();
    }
}
