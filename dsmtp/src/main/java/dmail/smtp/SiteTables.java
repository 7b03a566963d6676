package dmail.smtp;

import dmail.common.authent.UsersFiles;
import dmail.common.log.Log;
import dmail.common.memory.MemoryAccount;
import dmail.common.table.TableMemory;
import dmail.smtp.routing.RoutingTables;

/**
 * Tables that may be large. They are shared between old and new settings, so that a reload reads
 * only those that changed.
 */
record SiteTables(UsersFiles users, RoutingTables routing) {
    static SiteTables of(MemoryAccount account, Log log) {
        TableMemory memory = new TableMemory(account, "give dsmtp more by smtp_memory");
        return new SiteTables(new UsersFiles(memory, log), new RoutingTables(memory, log));
    }
}
