package com.example.retoucher;

/** A class for a loader to define. */
final class Guest {
    private Guest() {}
}
