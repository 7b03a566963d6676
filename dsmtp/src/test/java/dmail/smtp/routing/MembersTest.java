package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MembersTest {
    private static final Domain HOME = new Domain("a.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            textBlock =
                    """
                    bob                          ; Address ; bob@a.example
                    bob@B.example                ; Address ; bob@b.example
                    "odd, name"@b.example        ; Address ; "odd, name"@b.example
                    Bob Smith <bob@b.example>    ; Address ; bob@b.example
                    \\bob                        ; Mailbox ; \\bob@a.example
                    "\\bob"                      ; Mailbox ; \\bob@a.example
                    $user                        ; Self ; $user
                    |/bin/robot                  ; Program ; |/bin/robot
                    "|/bin/robot -f a, b"        ; Program ; |/bin/robot -f a, b
                    |"/bin/robot -f a, b"        ; Program ; |/bin/robot -f a, b
                    "|/bin/robot \\"two words\\""; Program ; |/bin/robot "two words"
                    /var/archive                 ; MailFile; /var/archive
                    "/var/my archive"            ; MailFile; /var/my archive
                    :include:/etc/list           ; Include ; :include:/etc/list
                    ":include:/etc/my list"      ; Include ; :include:/etc/my list
                    """)
    void readsOneMember(String text, String kind, String shown) {
        Members members = Members.parse(text, HOME);

        assertEquals(List.of(), members.bad());
        assertEquals(1, members.good().size());
        Member member = members.good().getFirst();
        assertEquals(kind, member.getClass().getSimpleName());
        assertEquals(shown, member.toString());
    }

    @Test
    void commasPartMembersAndEmptyOnesAreNone() {
        Members members = Members.parse(" bob,, carol@b.example , ", HOME);

        assertEquals(List.of("bob@a.example", "carol@b.example"), shown(members));
    }

    @Test
    void wordsThatNameNobodyAreKnown() {
        Members members = Members.parse("bob, two words, @b.example, |, :include:list", HOME);

        assertEquals(List.of("bob@a.example"), shown(members));
        assertEquals(List.of("two words", "@b.example", "|", ":include:list"), members.bad());
    }

    @Test
    void aBackslashKeepsAQuoteFromClosing() {
        Members members = Members.parse("\"a\\\", b\"@b.example, c", HOME);

        assertEquals(List.of("\"a\\\", b\"@b.example", "c@a.example"), shown(members));
    }

    @Test
    void usersNameAddressesOnly() {
        Members members = Members.parse("bob, |/bin/robot, /var/archive, :include:/etc/list", HOME);

        assertEquals(List.of("bob@a.example"), shown(members.addressesOnly()));
        assertEquals(
                List.of("|/bin/robot", "/var/archive", ":include:/etc/list"),
                members.addressesOnly().bad());
        assertEquals(List.of("bob@a.example", "|/bin/robot"), shown(members.withPrograms()));
    }

    private static List<String> shown(Members members) {
        return members.good().stream().map(Member::toString).toList();
    }
}
