package io.connwake.recorder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The hooked calls that one thread is in, outermost first. Only its own thread writes; others may look, as a hint. */
final class Frames {
    private static final int USUAL = 64;
    /** The filters of one request take two frames each, and some applications have dozens. */
    private static final int DEEPEST = 512;

    private Frame[] frames = new Frame[USUAL];
    private int depth;

    /** Enters a call; null if it is nested too deeply to be recorded. */
    @Nullable
    Frame push(int hook) {
        int at = depth;
        if (at >= frames.length && !deepens(at)) {
            depth = at + 1;
            return null;
        }
        Frame frame = frames[at];
        if (frame == null) {
            frame = new Frame();
            frames[at] = frame;
        }
        depth = at + 1; // not before the frame is there: there may be no stack left to make it
        frame.enter(hook);
        return frame;
    }

    private boolean deepens(int at) {
        if (at >= DEEPEST) {
            return false;
        }
        frames = Arrays.copyOf(frames, 2 * frames.length);
        return true;
    }

    /**
     * Leaves the call entered under this number; null if its entry was not recorded. Calls above it that were never left
     * (the stack overflowed in a hook) are dropped.
     */
    @Nullable
    Frame pop(int hook, ThreadTrace thread) {
        int top = depth - 1;
        if (top >= frames.length) {
            depth = top;
            return null;
        }
        if (top >= 0 && frames[top].hook == hook) {
            depth = top;
            return frames[top];
        }
        return popBelow(hook, top, thread);
    }

    /** The outermost acquire or connect under way, or null. */
    @Nullable
    Frame outermost() {
        for (int i = 0; i < depth && i < frames.length; i++) {
            Frame.Kind kind = frames[i].kind();
            if (kind == Frame.Kind.ACQUIRE || kind == Frame.Kind.CONNECT) {
                return frames[i];
            }
        }
        return null;
    }

    /** That of the innermost acquire under way, or null. */
    @Nullable
    Object innermostDataSource() {
        for (int i = Math.min(depth, frames.length) - 1; i >= 0; i--) {
            if (frames[i].kind() == Frame.Kind.ACQUIRE) {
                return frames[i].called();
            }
        }
        return null;
    }

    /** Whether an acquire of that data source itself is under way. */
    boolean areAsking(Object dataSource) {
        for (int i = Math.min(depth, frames.length) - 1; i >= 0; i--) {
            if (frames[i].kind() == Frame.Kind.ACQUIRE && frames[i].called() == dataSource) {
                return true;
            }
        }
        return false;
    }

    /** The call that is the unit of work which this thread is in, or null. */
    @Nullable
    Frame unit() {
        for (int i = 0; i < depth && i < frames.length; i++) {
            Frame.Kind kind = frames[i].kind();
            if (kind == Frame.Kind.INVOKE || (kind == Frame.Kind.BOUNDARY && Boundaries.isUnit(frames[i].point))) {
                return frames[i];
            }
        }
        return null;
    }

    /** From another thread, as a hint: whether a call on that connection is under way here. */
    boolean isIn(PhysicalRecord connection) {
        Frame[] seen = frames;
        for (int i = 0; i < depth && i < seen.length; i++) {
            Frame frame = seen[i];
            if (frame != null && frame.connection() == connection) {
                return true;
            }
        }
        return false;
    }

    /** From another thread, as a hint. */
    boolean isOpeningOrTesting() {
        Frame[] seen = frames;
        for (int i = 0; i < depth && i < seen.length; i++) {
            Frame frame = seen[i];
            if (frame != null && (frame.kind() == Frame.Kind.CONNECT || frame.kind() == Frame.Kind.VALIDATE)) {
                return true;
            }
        }
        return false;
    }

    /** All of them, which were never left. */
    void drop(ThreadTrace thread) {
        depth = 0;
        for (Frame each : frames) {
            if (each != null) {
                thread.leaves(each.connection());
                each.clear();
            }
        }
    }

    private @Nullable Frame popBelow(int hook, int top, ThreadTrace thread) {
        for (int i = top - 1; i >= 0; i--) {
            if (frames[i].hook == hook) {
                for (int j = i + 1; j <= top; j++) {
                    thread.loses(frames[j]);
                }
                depth = i;
                return frames[i];
            }
        }
        return null;
    }
}
