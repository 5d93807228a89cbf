/**
 * Plain JDBC classes to weave. They declare only the methods that a test calls and are abstract for the compiler alone:
 * the test's class loader makes them concrete.
 */
package com.acme.pool;
