package dmail.pop.binstore;

/**
 * The share of living mail in a store ({@code bin_pfull}); below it the store is compacted.
 *
 * @param share from 0 to 1
 */
public record CompactionThreshold(double share) {
    /** The default. */
    public static final CompactionThreshold HALF = new CompactionThreshold(0.5);

    /** With less waste, compacting isn't worth the writing. */
    private static final long LEAST_WASTE = 64 * 1024;

    boolean isWasteful(long living, long all) {
        return all - living >= LEAST_WASTE && living < share * all;
    }
}
