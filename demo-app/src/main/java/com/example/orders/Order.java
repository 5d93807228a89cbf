package com.example.orders;

/** What a customer asks for. */
record Order(String item, int quantity) {}
