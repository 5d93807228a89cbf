package com.example.driver;

/** Where to, and as whom. */
record Login(String url, String user, String password) {
    Login withUrl(String other) {
        return new Login(other, user, password);
    }

    Login withPassword(String other) {
        return new Login(url, user, other);
    }
}
