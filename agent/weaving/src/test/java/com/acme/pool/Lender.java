package com.acme.pool;

import java.sql.Connection;
import javax.sql.DataSource;

public interface Lender extends DataSource {
    @Override
    default Connection getConnection() {
        return null;
    }
}
