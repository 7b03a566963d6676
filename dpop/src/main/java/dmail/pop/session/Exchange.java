package dmail.pop.session;

import dmail.common.authent.password.Password;
import dmail.common.login.Lookup;
import dmail.common.login.Proof;
import dmail.common.sasl.AnswerMemory;
import dmail.common.sasl.SaslExchange;
import dmail.common.sasl.SaslStep;
import dmail.pop.protocol.PopCommand;
import dmail.pop.protocol.PopReply;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** AUTH under way: lines are responses, not commands (RFC 5034). */
final class Exchange implements PopState {
    private static final PopReply MALFORMED = PopReply.error("that is no answer in base64");
    private static final PopReply CANCELLED = PopReply.error("you have ended the login");

    private final SessionParts parts;
    private final LoginResultHandler resultHandler;
    private final SaslExchange sasl;

    /** Whom the client's proof lets in, if it has given one. */
    private final Lookup proved;

    Exchange(SessionParts parts, LoginResultHandler resultHandler, SaslExchange sasl) {
        this(parts, resultHandler, sasl, new Lookup.Rejected("not proved"));
    }

    private Exchange(
            SessionParts parts,
            LoginResultHandler resultHandler,
            SaslExchange sasl,
            Lookup proved) {
        this.parts = parts;
        this.resultHandler = resultHandler;
        this.sasl = sasl;
        this.proved = proved;
    }

    /** Begins with what stood in the command. */
    PopState begin(Optional<String> initial, PopOutput out) throws IOException {
        return weighed(sasl.begin(initial), out);
    }

    /** Goes on with the client's next line. */
    PopState answer(String line, PopOutput out) throws IOException {
        return weighed(sasl.answer(line), out);
    }

    private PopState weighed(SaslStep step, PopOutput out) throws IOException {
        try (AnswerMemory _ = AnswerMemory.of(step, parts.memory())) {
            return act(step, out);
        }
    }

    private PopState act(SaslStep step, PopOutput out) throws IOException {
        long came = System.nanoTime();
        return switch (step) {
            case SaslStep.Challenge(String base64) -> {
                out.challenge(base64);
                yield this;
            }
            case SaslStep.Check(String name, Password password) -> {
                try (password) {
                    Lookup lookup = parts.mailboxes().login(name, password, parts.caller());
                    yield resultHandler.decide(lookup, name, came, out);
                }
            }
            case SaslStep.Proof(String name, _, BooleanSupplier isRight) ->
                    judged(prove(name, Proof.of(isRight)), name, came, out);
            case SaslStep.Confirmed() -> resultHandler.decide(proved, "", came, out);
            case SaslStep.Refused(String name, String why) ->
                    resultHandler.decide(prove(name, Proof.wrong(why)), name, came, out);
            case SaslStep.Unavailable(String name, String why) ->
                    resultHandler.unavailable(name, why, out);
            case SaslStep.Malformed() -> resultHandler.again(MALFORMED, out);
            case SaslStep.Cancelled() -> resultHandler.again(CANCELLED, out);
        };
    }

    private Lookup prove(String name, Proof proof) {
        return parts.mailboxes().prove(name, proof, parts.caller());
    }

    private PopState judged(Lookup lookup, String name, long came, PopOutput out)
            throws IOException {
        if (lookup instanceof Lookup.Found) {
            out.challenge(sasl.confirm().base64());
            return new Exchange(parts, resultHandler, sasl, lookup);
        }
        return resultHandler.decide(lookup, name, came, out);
    }

    /** A line too long to be an answer. */
    @Override
    public PopState handle(PopCommand command, PopOutput out) throws IOException {
        return resultHandler.again(MALFORMED, out);
    }

    @Override
    public void abandon(String reason) {
        parts.log().ended(parts.client(), reason);
    }
}
