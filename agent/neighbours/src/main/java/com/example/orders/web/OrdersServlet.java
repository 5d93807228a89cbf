package com.example.orders.web;

import com.example.orders.Orders;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does all the work in one request; the pool lives as long as the application. */
public final class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private transient @Nullable Orders orders;

    @Override
    public void init() {
        orders = new Orders(getServletContext().getInitParameter("url"));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            Orders made = Objects.requireNonNull(orders);
            made.begin();
            made.end();
        } catch (SQLException failed) {
            throw new ServletException(failed);
        }
        response.getWriter().print("served");
    }

    @Override
    public void destroy() {
        Orders made = orders;
        if (made != null) {
            made.close();
        }
    }
}
