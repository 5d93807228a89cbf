package com.example.rivals.wrapped;

import com.p6spy.engine.common.ConnectionInformation;
import com.p6spy.engine.common.PreparedStatementInformation;
import com.p6spy.engine.event.JdbcEventListener;
import com.p6spy.engine.spy.P6DataSource;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** With a listener that adds up what it is told of acquires and executions, and keeps nothing. */
public final class ByP6Spy implements UnaryOperator<DataSource> {
    private final LongAdder acquireNanos = new LongAdder();
    private final LongAdder queryNanos = new LongAdder();

    @Override
    public DataSource apply(DataSource pool) {
        P6DataSource wrapped = new P6DataSource(pool);
        Listener listener = new Listener();
        wrapped.setJdbcEventListenerFactory(() -> listener);
        return wrapped;
    }

    private final class Listener extends JdbcEventListener {
        @Override
        public void onAfterGetConnection(ConnectionInformation connection, SQLException failure) {
            acquireNanos.add(connection.getTimeToGetConnectionNs());
        }

        @Override
        public void onAfterExecuteQuery(PreparedStatementInformation statement, long tookNanos, SQLException failure) {
            queryNanos.add(tookNanos);
        }
    }
}
