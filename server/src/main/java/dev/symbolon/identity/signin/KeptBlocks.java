package dev.symbolon.identity.signin;

import java.util.ArrayDeque;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * One thread's memory for Argon2, kept from hash to hash: getting it anew costs more than the
 * garbage collector shows, as every page of it is touched. Cleared before it is kept, so that
 * nothing that a password left stays in it.
 */
final class KeptBlocks implements BlockPool {

    private final ArrayDeque<Block> blocks = new ArrayDeque<>();
    private final int most;

    KeptBlocks(int most) {
        this.most = most;
    }

    @Override
    public Block allocate() {
        // The oldest first: the array of blocks is then in the same order every time.
        Block kept = blocks.pollFirst();
        return kept == null ? new Block() : kept;
    }

    @Override
    public void deallocate(Block block) {
        if (blocks.size() < most) {
            blocks.addLast(block.clear());
        }
    }
}
