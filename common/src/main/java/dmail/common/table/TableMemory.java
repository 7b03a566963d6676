package dmail.common.table;

import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryUse;

/**
 * The memory that tables may take.
 *
 * @param account of the whole program
 * @param remedy what an administrator can do when it is used up
 */
public record TableMemory(MemoryAccount account, String remedy) {
    private static final long MEGA = 1 << 20;

    /** {@return the memory of a command-line tool: all that its heap has} */
    public static TableMemory ofTool() {
        return new TableMemory(
                MemoryAccount.ofHeap(), "give the program more by DMAIL_JAVA_OPTS=-Xmx512m");
    }

    void take(long octets) throws TableTooLargeException {
        if (!account.tryTake(MemoryUse.TABLES, octets)) {
            long left = Math.max(0, account.limit() - account.taken()) / MEGA;
            throw new TableTooLargeException(
                    "needs more memory than the " + left + " MB that are left: " + remedy);
        }
    }

    void giveBack(long octets) {
        account.giveBack(MemoryUse.TABLES, octets);
    }
}
