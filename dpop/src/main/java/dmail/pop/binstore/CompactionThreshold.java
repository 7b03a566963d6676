package dmail.pop.binstore;

/**
 * How much of a store must be living mail ({@code bin_pfull}); with less it is written anew.
 *
 * @param share from 0 to 1
 */
public record CompactionThreshold(double share) {
    /** What holds when dmail.conf is silent. */
    public static final CompactionThreshold HALF = new CompactionThreshold(0.5);

    /** Less than this is not worth the writing. */
    private static final long LEAST_WASTE = 64 * 1024;

    boolean isWasteful(long living, long all) {
        return all - living >= LEAST_WASTE && living < share * all;
    }
}
