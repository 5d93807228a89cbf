package io.connwake.recorder;

import io.connwake.boot.Sink;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * What a call says of the transaction on its connection: that it begins or goes on, that something is written in it, that it
 * ends. In doubt nobody left anything.
 */
final class Transactions {
    private final Lanes lanes;
    private final Misuses misuses;

    Transactions(Lanes lanes, Misuses misuses) {
        this.lanes = lanes;
        this.misuses = misuses;
    }

    /**
     * Before an execution.
     *
     * @param text what is executed; null where it was prepared, or is a batch
     * @param prepared what it says where it was prepared
     */
    static FirstWord said(PhysicalRecord physical, Object statement, @Nullable Object text, FirstWord prepared) {
        boolean commitsEach = physical.commitsEach();
        boolean isBegunBySql = physical.begunBySql != null;
        if (text instanceof String sql) {
            FirstWord word = commitsEach ? FirstWord.ofAlone(sql) : FirstWord.of(sql);
            return isBegunBySql && !word.settles() && FirstWord.mayEnd(sql) ? FirstWord.MAY_END : word;
        }
        if (isBegunBySql && !(statement instanceof PreparedStatement)) {
            return FirstWord.MAY_END; // a batch of texts
        }
        return commitsEach && !prepared.isOfSession() && !prepared.begins() ? FirstWord.ANY : prepared;
    }

    /** After a call that went well; whether it was an execution that settled what was written. */
    boolean ends(ThreadTrace thread, Frame frame, PhysicalRecord physical, boolean wrote) {
        if (frame.kind() == Frame.Kind.EXECUTE) {
            return executed(thread, frame.says(), physical, wrote);
        }
        boolean isSwitch = frame.kind() == Frame.Kind.SWITCH;
        if (isSwitch && !physical.autoCommit) {
            physical.begunBySql = null; // from here on it is the driver's
        } else if (!isSwitch || physical.begunBySql == null) { // else it was on: drivers do nothing
            settle(thread, physical, isSwitch || (frame.hook & Sink.WRITES) != 0);
        }
        return false;
    }

    private boolean executed(ThreadTrace thread, FirstWord says, PhysicalRecord physical, boolean wrote) {
        if (says.settles() || (says == FirstWord.DEFINES && physical.definingCommits())) {
            settle(thread, physical, says != FirstWord.ROLLS_BACK);
            return true;
        }
        if (says.isOfSession()) {
            physical.holdsSession = says == FirstWord.KEEPS ? physical.lease : null;
        } else if (says == FirstWord.MAY_END) {
            physical.wrote = false;
            losesSight(physical);
        } else if (says.begins() && physical.commitsEach()) {
            physical.beginsBySql(says == FirstWord.BEGINS_AND_WRITES);
        } else if (!physical.commitsEach() && says.writes(wrote)) {
            physical.wrote = true;
        }
        return false;
    }

    /** What SQL began may have ended in a way that was not heard. */
    void losesSight(PhysicalRecord physical) {
        if (physical.begunBySql == null) {
            return;
        }
        if (physical.left != null) {
            physical.left = null;
            lanes.event(Leases.settledBySomebody(physical, Clock.nanos()));
        }
        physical.wrote = false;
        physical.endsTransaction();
    }

    private void settle(ThreadTrace thread, PhysicalRecord physical, boolean committed) {
        if (physical.left != null) {
            misuses.settles(thread, physical, physical.left, committed);
        }
        physical.wrote = false;
    }
}
