package com.example;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2's own data source, which is its driver. */
final class H2 {
    private H2() {}

    static DataSource source(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }
}
