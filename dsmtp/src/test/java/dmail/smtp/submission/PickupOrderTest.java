package dmail.smtp.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PickupOrderTest {
    private static final int EVE = 1;
    private static final int ALICE = 2;
    private static final int BOB = 3;

    private static PickupFile file(int owner, long second) {
        return new PickupFile(
                Path.of(owner + "-" + second), owner, FileTime.fromMillis(second * 1000));
    }

    private static List<String> names(PickupOrder order) {
        return order.inOrder().stream().map(left -> left.file().toString()).toList();
    }

    @Test
    void takesOneOfEachOwnerInTurnTheOldestFirst() {
        PickupOrder order = new PickupOrder(10);
        order.add(file(EVE, 3));
        order.add(file(EVE, 1));
        order.add(file(ALICE, 9));
        order.add(file(EVE, 2));
        order.add(file(ALICE, 8));
        assertEquals(List.of("1-1", "2-8", "1-2", "2-9", "1-3"), names(order));
    }

    @Test
    void whoHasMostGivesWay() {
        PickupOrder order = new PickupOrder(4);
        for (int i = 0; i < 10; i++) {
            order.add(file(EVE, i));
        }
        order.add(file(ALICE, 100));
        order.add(file(BOB, 50));
        order.add(file(BOB, 51));
        assertEquals(List.of("1-0", "3-50", "2-100"), names(order).subList(0, 3));
        assertEquals(4, order.inOrder().size());
    }

    @Test
    void aMillionFilesOfOneUserHideNobodysOnlyOne() {
        PickupOrder order = new PickupOrder(1000);
        for (int i = 0; i < 500_000; i++) {
            order.add(file(EVE, i));
        }
        order.add(file(ALICE, 9_000_000));
        for (int i = 500_000; i < 1_000_000; i++) {
            order.add(file(EVE, i));
        }
        List<String> chosen = names(order);
        assertEquals(1000, chosen.size());
        assertTrue(chosen.indexOf("2-9000000") <= 1, chosen.subList(0, 2)::toString);
        assertEquals("1-998", chosen.getLast());
    }

    @Test
    void soManyOwnersAreRememberedAsMayHaveTheirTurn() {
        PickupOrder order = new PickupOrder(3);
        for (int owner = 1; owner <= 1000; owner++) {
            order.add(file(owner, owner));
        }
        assertEquals(3, order.inOrder().size());
    }
}
