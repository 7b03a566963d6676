package dmail.common.sasl;

/** One exchange by one mechanism: octets in, steps out. */
interface Mechanism {
    /** {@return the step after a response of the client} */
    SaslStep answer(byte[] octets);

    /** {@return the first step when there is no initial response} */
    SaslStep begin();

    /** {@return the challenge that follows a right proof} */
    default SaslStep.Challenge confirm() {
        throw new IllegalStateException("there is no proof in this mechanism");
    }
}
