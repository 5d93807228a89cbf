package com.example.orders;

/** What the customer is told. */
record Answer(int status, String text) {
    static Answer taken(long id) {
        return new Answer(201, "order " + id);
    }

    static Answer refused(Order order) {
        return new Answer(422, "no such item: " + order.item());
    }

    static Answer unavailable() {
        return new Answer(503, "try again later");
    }
}
