package dmail.pop.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.pop.maildrop.Maildrop;
import dmail.pop.store.Spool;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message in which c-client keeps what it wants to know of the folder. */
class InternalDataTest {
    private static final String INTERNAL =
            """
            From MAILER-DAEMON Fri Jul  8 12:08:34 2011
            Date: 08 Jul 2011 12:08:34 -0400
            From: Mail System Internal Data <MAILER-DAEMON@host.example>
            Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA
            Message-ID: <1310141314@host.example>
            X-IMAP: 1310141314 0000000007
            Status: RO

            This text is part of the internal format of your mail folder, and is not
            a real message.

            """;
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", "second\n");

    @TempDir private Path folder;

    @Test
    void isNeitherShownNorCountedNorRemoved() throws IOException {
        Spool spool = new Spool(folder).holds(INTERNAL + ONE + TWO);
        try (Maildrop maildrop = spool.open()) {
            assertEquals(2, maildrop.messages());
            assertTrue(Spool.retr(maildrop, 1).startsWith("Subject: one"));
            maildrop.delete(1);
            maildrop.delete(2);
            assertEquals(new UpdateResult.Done(2), maildrop.update());
        }
        assertEquals(INTERNAL, spool.dropOctets());
        assertEquals(List.of(), spool.uidls());
    }

    @Test
    void staysWhereItIsWhenMailComesAndGoesToAStoreAndBack() throws IOException {
        Spool spool = new Spool(folder).holds(INTERNAL);
        assertEquals(List.of(), spool.uidls());
        spool.append(ONE);
        try (Maildrop maildrop = spool.open(spool.stores(spool.inStore()))) {
            assertEquals(1, maildrop.messages());
        }
        assertEquals(INTERNAL, spool.dropOctets());

        try (Maildrop maildrop = spool.open(spool.stores(spool.inDropAgain()))) {
            assertEquals(1, maildrop.messages());
        }
        assertEquals(INTERNAL + ONE, spool.dropOctets());
    }

    /** A stranger could have his mail hidden otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"behind another", "delivered by DSMTP", "without notes"})
    void isMailInAllOtherCases(String how) throws IOException {
        String drop =
                switch (how) {
                    case "behind another" -> ONE + INTERNAL;
                    case "delivered by DSMTP" ->
                            INTERNAL.replace("Date: 08", "Return-Path: <a@b>\nDate: 08") + ONE;
                    default -> INTERNAL.replace("X-IMAP", "X-MAP") + ONE;
                };

        assertEquals(2, new Spool(folder).holds(drop).uidls().size());
    }
}
