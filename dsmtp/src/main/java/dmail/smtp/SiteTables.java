package dmail.smtp;

import dmail.common.authent.UsersFiles;
import dmail.common.log.Log;
import dmail.common.memory.MemoryAccount;
import dmail.common.table.TableMemory;
import dmail.smtp.routing.RoutingTables;

/**
 * The files of the site that may be large. A reload, which leaves most of them alone, reads none of
 * them again.
 */
record SiteTables(UsersFiles users, RoutingTables routing) {
    static SiteTables of(MemoryAccount account, Log log) {
        TableMemory memory = new TableMemory(account, "give dsmtp more by smtp_memory");
        return new SiteTables(new UsersFiles(memory, log), new RoutingTables(memory, log));
    }
}
