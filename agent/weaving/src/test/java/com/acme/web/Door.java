package com.acme.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A filter; it mentions nothing of JDBC. */
public class Door implements Filter, AutoCloseable {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, @Nullable FilterChain chain)
            throws IOException, ServletException {
        if (chain == null) {
            throw new ServletException("closed");
        }
        chain.doFilter(request, response);
    }

    /** Not the one of the interface. */
    public void doFilter(String name) {}

    @Override
    public void close() {}
}
