package dev.landfall.network;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Transaction;
import java.util.Optional;

/**
 * The addresses of a block that are free to give out, whoever asks: on one machine an address exists once. Those never
 * used come first, in order; those given back follow, the longest rested first, so that a stale connection or a cached
 * name rarely meets a stranger. Taking and giving back cost the same however full the block is.
 *
 * @param block all its addresses
 * @param firstOffset before it, addresses are reserved
 * @param lastOffset after it, addresses are reserved
 */
record AddressPool(Cidr block, long firstOffset, long lastOffset) {
    static final Kind<State> STATE = Kind.of("network.pool", RecordCodec.of(State.class));
    static final Kind<Rested> RESTED = Kind.of("network.rested", RecordCodec.of(Rested.class));

    private static final int FOUR_RESERVED = 4;

    /**
     * How far a pool has come. Given-back addresses wait in a queue of numbered places.
     *
     * @param fresh the offset of the next address that was never used
     * @param head the place of the longest rested
     * @param tail the place for the next given back
     */
    record State(long fresh, long head, long tail) {}

    /** An address in the queue. */
    record Rested(Ipv4 address) {}

    /** A subnet's: AWS keeps its first four addresses and its last. */
    static AddressPool ofSubnet(Cidr block) {
        return new AddressPool(block, FOUR_RESERVED, block.size() - 2);
    }

    /** A public one: all but the two ends, which are no hosts' addresses unless the block is that small. */
    static AddressPool ofPublic(Cidr block) {
        return block.size() > 2
                ? new AddressPool(block, 1, block.size() - 2)
                : new AddressPool(block, 0, block.size() - 1);
    }

    Optional<Ipv4> take(Transaction tx) {
        var state = state(tx);
        if (state.fresh() <= lastOffset) {
            tx.put(STATE, key(), new State(state.fresh() + 1, state.head(), state.tail()));
            return Optional.of(block.at(state.fresh()));
        }
        if (state.head() == state.tail()) {
            return Optional.empty();
        }
        var place = place(state.head());
        var rested = tx.get(RESTED, place).orElseThrow().address();
        tx.delete(RESTED, place);
        tx.put(STATE, key(), new State(state.fresh(), state.head() + 1, state.tail()));
        return Optional.of(rested);
    }

    /** Of an address that was taken, once. */
    void giveBack(Transaction tx, Ipv4 address) {
        var state = state(tx);
        tx.put(RESTED, place(state.tail()), new Rested(address));
        tx.put(STATE, key(), new State(state.fresh(), state.head(), state.tail() + 1));
    }

    long free(Reader reader) {
        var state = state(reader);
        return lastOffset - state.fresh() + 1 + state.tail() - state.head();
    }

    private State state(Reader reader) {
        return reader.get(STATE, key()).orElseGet(() -> new State(firstOffset, 0, 0));
    }

    private Key key() {
        return Key.of(block.toString());
    }

    private Key place(long number) {
        return key().with(String.format("%016x", number));
    }
}
