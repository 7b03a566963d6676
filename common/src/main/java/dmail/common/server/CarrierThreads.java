package dmail.common.server;

/**
 * The threads of the operating system that carry virtual threads.
 *
 * <p>A virtual thread that removes, renames or opens a file blocks its carrier, and the kernel lets
 * only one thread at a time change a folder. With one carrier a processor, Java's default,
 * processors are idle while mail waits; with two they aren't.
 */
final class CarrierThreads {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int A_PROCESSOR = 2;

    private CarrierThreads() {}

    /**
     * Sets their number, unless the administrator has set it. Without effect once a virtual thread
     * was started.
     */
    static void prepare() {
        if (System.getProperty(PARALLELISM) == null) {
            int carriers = A_PROCESSOR * Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, Integer.toString(carriers));
        }
    }
}
