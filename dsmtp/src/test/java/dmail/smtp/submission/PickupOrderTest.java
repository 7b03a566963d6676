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

    private static List<String> names(PickupOrder turns) {
        return turns.inOrder().stream().map(left -> left.file().toString()).toList();
    }

    @Test
    void takesOneOfEachOwnerInTurnTheOldestFirst() {
        PickupOrder turns = new PickupOrder(10);
        turns.add(file(EVE, 3));
        turns.add(file(EVE, 1));
        turns.add(file(ALICE, 9));
        turns.add(file(EVE, 2));
        turns.add(file(ALICE, 8));
        assertEquals(List.of("1-1", "2-8", "1-2", "2-9", "1-3"), names(turns));
    }

    @Test
    void whoHasMostGivesWay() {
        PickupOrder turns = new PickupOrder(4);
        for (int i = 0; i < 10; i++) {
            turns.add(file(EVE, i));
        }
        turns.add(file(ALICE, 100));
        turns.add(file(BOB, 50));
        turns.add(file(BOB, 51));
        assertEquals(List.of("1-0", "3-50", "2-100"), names(turns).subList(0, 3));
        assertEquals(4, turns.inOrder().size());
    }

    @Test
    void aMillionFilesOfOneUserHideNobodysOnlyOne() {
        PickupOrder turns = new PickupOrder(1000);
        for (int i = 0; i < 500_000; i++) {
            turns.add(file(EVE, i));
        }
        turns.add(file(ALICE, 9_000_000));
        for (int i = 500_000; i < 1_000_000; i++) {
            turns.add(file(EVE, i));
        }
        List<String> order = names(turns);
        assertEquals(1000, order.size());
        assertTrue(order.indexOf("2-9000000") <= 1, order.subList(0, 2)::toString);
        assertEquals("1-998", order.getLast());
    }

    @Test
    void soManyOwnersAreRememberedAsMayHaveTheirTurn() {
        PickupOrder turns = new PickupOrder(3);
        for (int owner = 1; owner <= 1000; owner++) {
            turns.add(file(owner, owner));
        }
        assertEquals(3, turns.inOrder().size());
    }
}
