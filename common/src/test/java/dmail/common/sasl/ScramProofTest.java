package dmail.common.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.ScramHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramProofTest {
    private static final String SECRET =
            ScramHash.of(password("pencil"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 4096).toString();

    private final Random random = new Random(3);

    private static Password password(String text) {
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }

    private ScramQuestion question(String password) {
        return new ScramQuestion(password(password), "text \"status\"", random);
    }

    private ScramProof begin(ScramQuestion question) {
        return ScramProof.begin(
                SECRET, ScramFirst.parse(question.clientFirst()).orElseThrow(), random);
    }

    @Test
    void whoKnowsThePasswordIsHeardAndHearsWhoAnswers() {
        ScramQuestion question = question("pencil");
        ScramProof proof = begin(question);
        String last = question.clientFinal(proof.serverFirst()).orElseThrow();

        ScramProof.Proved proved = proof.check(last).orElseThrow();

        assertEquals("text \"status\"", proved.request());
        assertTrue(question.isAnsweredBy(proved.serverFinal()));
        assertFalse(question.isAnsweredBy("v=AAAA"));
    }

    @Test
    void aPasswordThatIsKeptItselfDoesAsWell() {
        ScramQuestion question = question("pencil");
        ScramFirst first = ScramFirst.parse(question.clientFirst()).orElseThrow();
        ScramProof proof = ScramProof.begin("{PLAIN}pencil", first, random);

        assertTrue(
                proof.check(question.clientFinal(proof.serverFirst()).orElseThrow()).isPresent());
    }

    @Test
    void whatIsNoSecretIsNeverProved() {
        ScramQuestion question = question("pencil");
        ScramFirst first = ScramFirst.parse(question.clientFirst()).orElseThrow();
        ScramProof proof = ScramProof.begin("", first, random);

        assertEquals(
                Optional.empty(),
                proof.check(question.clientFinal(proof.serverFirst()).orElseThrow()));
    }

    @Test
    void aWrongPasswordProvesNothing() {
        ScramQuestion question = question("pencils");
        ScramProof proof = begin(question);

        assertEquals(
                Optional.empty(),
                proof.check(question.clientFinal(proof.serverFirst()).orElseThrow()));
    }

    @Test
    void anotherRequestCannotBePutInItsPlace() {
        ScramQuestion question = question("pencil");
        ScramProof proof = begin(question);
        String last = question.clientFinal(proof.serverFirst()).orElseThrow();
        String other =
                Base64.getEncoder()
                        .encodeToString("text \"shutdown\"".getBytes(StandardCharsets.UTF_8));

        assertEquals(Optional.empty(), proof.check(last.replaceFirst("q=[^,]*", "q=" + other)));
    }

    @Test
    void nothingCanBeSentASecondTime() {
        ScramQuestion question = question("pencil");
        String last = question.clientFinal(begin(question).serverFirst()).orElseThrow();

        assertEquals(Optional.empty(), begin(question).check(last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n,,n=manager,r=short",
                "p=tls-exporter,,n=manager,r=0123456789abcdef0123",
                "n,a=x=y,n=manager,r=0123456789abcdef0123",
                "n,,n=man=ager,r=0123456789abcdef0123",
                "n,,m=1,n=manager,r=0123456789abcdef0123",
                "n,,n=manager,r=0123456789abcdef 123",
                "n,,n=manager,r=0123456789abcdef0123,x"
            })
    void otherMessagesBeginNothing(String clientFirst) {
        assertEquals(Optional.empty(), ScramFirst.parse(clientFirst));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c=biws,r=%s,q=AA==,p=AA==", "c=biws,r=%s,q=AA==,p=!", "c=%s"})
    void otherMessagesProveNothing(String form) {
        ScramProof proof = begin(question("pencil"));
        String nonce = proof.serverFirst().replaceFirst("r=([^,]+),.*", "$1");

        assertEquals(Optional.empty(), proof.check(form.formatted(nonce)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i=1", "i=4095", "i=9999999"})
    void aServerThatMakesGuessingEasyIsNotTrusted(String iterations) {
        ScramQuestion question = question("pencil");
        String first = begin(question).serverFirst().replaceFirst("i=[0-9]+", iterations);

        assertEquals(Optional.empty(), question.clientFinal(first));
    }
}
