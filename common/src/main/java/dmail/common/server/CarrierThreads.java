package dmail.common.server;

/**
 * The threads of the system that carry our virtual threads.
 *
 * <p>A virtual thread that removes, renames or opens a file keeps its carrier meanwhile, and the
 * kernel lets only one at a time change a folder. With one carrier a processor, as Java has it,
 * processors stand idle while mail waits; with two they don't.
 */
final class CarrierThreads {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int A_PROCESSOR = 2;

    private CarrierThreads() {}

    /**
     * Says how many there are to be, unless the administrator has; without effect once a virtual
     * thread was started.
     */
    static void prepare() {
        if (System.getProperty(PARALLELISM) == null) {
            int carriers = A_PROCESSOR * Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, Integer.toString(carriers));
        }
    }
}
