package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.DropFile;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail modules of Python, which many small scripts use. */
class PythonIT {
    private static final String SEND =
            """
            import smtplib, sys
            with smtplib.SMTP('127.0.0.1', int(sys.argv[1])) as smtp:
                smtp.sendmail('a@client.example', ['ann@test.example'],
                              b'Subject: x\\r\\n\\r\\n.dot\\r\\n..\\r\\nFrom here\\r\\n')
            """;

    private static final String COLLECT =
            """
            import poplib, sys
            pop = poplib.POP3('127.0.0.1', int(sys.argv[1]))
            pop.user('ann'); pop.pass_('secret')
            assert 'TOP' in pop.capa() and pop.stat()[0] == 1
            assert len(pop.uidl()[1]) == 1 and len(pop.list()[1]) == 1
            assert pop.retr(1)[1][-4:] == [b'', b'.dot', b'..', b'From here'], pop.retr(1)
            assert pop.top(1, 1)[1][-2:] == [b'', b'.dot']
            pop.dele(1); pop.rset(); pop.dele(1); pop.quit()
            """;

    @TempDir private Path folder;

    @Test
    void sendsAndCollects() throws Exception {
        Needs.programs("python3");
        Site site = Site.in(folder).user("ann", "secret").write();
        try (Suite suite = Suite.start(site)) {
            python(SEND, suite.smtp().getPort());
            Arrivals.await(site.drop("ann"), 1);
            python(COLLECT, suite.pop().getPort());

            assertEquals(List.of(), DropFile.messages(site.drop("ann")));
            assertTrue(suite.stop());
        }
    }

    private static void python(String script, int port) throws Exception {
        Ran.of(List.of("python3", "-c", script, Integer.toString(port))).succeeded();
    }
}
