package com.example.wrapper;

import com.example.pool.Target;
import com.p6spy.engine.spy.P6DataSource;
import javax.sql.DataSource;

/** p6spy around HikariCP, and around the driver beneath it. */
public final class P6SpyStack implements Stack {
    @Override
    public void run(Target target) throws Exception {
        if (target.name().equals("driver")) {
            String spied = target.url().replaceFirst("^jdbc:", "jdbc:p6spy:");
            DataSource pool = Stack.pool(new Target(target.name(), spied, target.user(), target.password()));
            Stack.placeThree(pool);
            Stack.close(pool);
        } else {
            DataSource pool = Stack.pool(target);
            Stack.placeThree(new P6DataSource(pool));
            Stack.close(pool);
        }
    }
}
