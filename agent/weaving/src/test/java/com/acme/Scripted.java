package com.acme;

/** Does as it is told. */
public interface Scripted {
    void script(Answer answer);
}
