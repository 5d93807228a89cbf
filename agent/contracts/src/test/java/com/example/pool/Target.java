package com.example.pool;

/** Where a pool shall lead, and what it is called where it can have a name. */
public record Target(String name, String url, String user, String password) {
    Target withPassword(String other) {
        return new Target(name, url, user, other);
    }

    Target withUrl(String other) {
        return new Target(name, other, user, password);
    }
}
