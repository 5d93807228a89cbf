package com.acme.orders;

import com.zaxxer.hikari.HikariDataSource;

/** A library's pool with more of the application's own, as frameworks and applications make them. */
public class TenantPool extends HikariDataSource {}
