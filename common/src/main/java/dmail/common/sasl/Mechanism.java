package dmail.common.sasl;

/** One exchange by one mechanism: octets in, steps out. */
interface Mechanism {
    /** {@return the step after an answer of the client} */
    SaslStep answer(byte[] octets);

    /** {@return what to say to a client that has not spoken first} */
    SaslStep begin();

    /** {@return what to say to a client whose proof was right} */
    default SaslStep.Challenge confirm() {
        throw new IllegalStateException("there is no proof in this mechanism");
    }
}
