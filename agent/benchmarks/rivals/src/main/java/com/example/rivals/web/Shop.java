package com.example.rivals.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A web application with JPA that ends as soon as it has started. */
@SpringBootApplication
public class Shop {
    public static void main(String[] args) {
        var context = SpringApplication.run(Shop.class, args);
        if (context.getBean(Articles.class).count() != 0) {
            throw new IllegalStateException("a new database has no articles");
        }
        System.out.println("started");
        SpringApplication.exit(context);
    }
}
