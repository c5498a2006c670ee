package dev.landfall.loop;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where each key of a loop stands. A settled key takes no room. Guarded by the loop's lock. */
final class WorkQueue<K> {
    /** From here on a wake-up no longer cuts the wait short: a run may wake itself by what it wrote before it failed. */
    private static final int PATIENT_FAILURES = 5;

    private final Map<K, Item> items = new HashMap<>();
    private final Queue<K> ready = new ArrayDeque<>();
    private int running;

    private enum Place {
        RESTING,
        READY,
        RUNNING,
        /** Running, and woken since. */
        RUNNING_AND_WOKEN,
    }

    private static final class Item {
        private Place place = Place.RESTING;
        private int failures;
        private Scheduler.@Nullable Timer timer;

        void forgetTimer() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }

    void wake(K key) {
        var item = items.computeIfAbsent(key, any -> new Item());
        switch (item.place) {
            case RESTING -> {
                if (item.failures < PATIENT_FAILURES) {
                    makeReady(key, item);
                }
            }
            case READY, RUNNING_AND_WOKEN -> {}
            case RUNNING -> item.place = Place.RUNNING_AND_WOKEN;
        }
    }

    /** The wait is over: the key's timer rang. */
    void ring(K key) {
        var item = items.get(key);
        if (item != null && item.place == Place.RESTING) {
            makeReady(key, item);
        }
    }

    private void makeReady(K key, Item item) {
        item.forgetTimer();
        item.place = Place.READY;
        ready.add(key);
    }

    /** The key that waited longest; it runs from now on. */
    K take() {
        var key = ready.remove();
        item(key).place = Place.RUNNING;
        running++;
        return key;
    }

    /** A run ended well. Tells how many had failed before it. */
    int succeeded(K key) {
        var item = item(key);
        var failures = item.failures;
        var woken = item.place == Place.RUNNING_AND_WOKEN;
        running--;
        items.remove(key);
        if (woken) {
            wake(key);
        }
        return failures;
    }

    /** A run failed. Tells how many did in a row. Wake-ups during it are left to the retry. */
    int failed(K key) {
        var item = item(key);
        running--;
        item.place = Place.RESTING;
        return ++item.failures;
    }

    /** Rests until a timer rings, unless the key is to run before that anyway. */
    void wait(K key, Supplier<Scheduler.Timer> ringing) {
        var item = items.computeIfAbsent(key, any -> new Item());
        if (item.place == Place.RESTING) {
            item.timer = ringing.get();
        }
    }

    int waiting() {
        return ready.size();
    }

    int running() {
        return running;
    }

    void clear() {
        items.values().forEach(Item::forgetTimer);
        items.clear();
        ready.clear();
    }

    private Item item(K key) {
        var item = items.get(key);
        if (item == null) {
            throw new IllegalStateException("Not in the queue: " + key);
        }
        return item;
    }
}
