package com.example.rivals.wrapped;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** With listeners that add up what they are told of acquires and executions, and keep nothing. */
public final class ByDatasourceProxy implements UnaryOperator<DataSource> {
    private final LongAdder acquireMillis = new LongAdder();
    private final LongAdder queryMillis = new LongAdder();

    @Override
    public DataSource apply(DataSource pool) {
        return ProxyDataSourceBuilder.create("benchmark", pool)
                .listener(new Queries())
                .methodListener(new Methods())
                .build();
    }

    private final class Methods implements MethodExecutionListener {
        @Override
        public void beforeMethod(MethodExecutionContext context) {}

        @Override
        public void afterMethod(MethodExecutionContext context) {
            if (context.getMethod().getName().equals("getConnection")) {
                acquireMillis.add(context.getElapsedTime());
            }
        }
    }

    private final class Queries implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            queryMillis.add(execution.getElapsedTime());
        }
    }
}
