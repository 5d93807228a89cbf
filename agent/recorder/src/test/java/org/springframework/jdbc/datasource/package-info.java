/** What a stack shows of Spring's JDBC. */
@org.jspecify.annotations.NullMarked
package org.springframework.jdbc.datasource;
