package io.connwake.pipeline.ledger;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Leases, oldest first. Each is in one such list at most: the links are its own, so that nothing is made for one. During a
 * walk none may be unlinked.
 */
final class LeaseList extends AbstractCollection<Lease> {
    private @Nullable Lease first;
    private @Nullable Lease last;
    private int size;

    @Override
    public int size() {
        return size;
    }

    int ofDeadThreads() {
        int count = 0;
        for (Lease each = first; each != null; each = each.after) {
            count += each.watch().isDead() ? 1 : 0;
        }
        return count;
    }

    void append(Lease lease) {
        if (lease.isListed) {
            return;
        }
        Lease before = last;
        lease.isListed = true;
        lease.before = before;
        if (before == null) {
            first = lease;
        } else {
            before.after = lease;
        }
        last = lease;
        size++;
    }

    void unlink(Lease lease) {
        if (!lease.isListed) {
            return;
        }
        Lease before = lease.before;
        Lease after = lease.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        lease.isListed = false;
        lease.before = null;
        lease.after = null;
        size--;
    }

    @Override
    public Iterator<Lease> iterator() {
        return new Walk(first);
    }

    private static final class Walk implements Iterator<Lease> {
        private @Nullable Lease next;

        Walk(@Nullable Lease first) {
            next = first;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Lease next() {
            Lease lease = next;
            if (lease == null) {
                throw new NoSuchElementException();
            }
            next = lease.after;
            return lease;
        }
    }
}
