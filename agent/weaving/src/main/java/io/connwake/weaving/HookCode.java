package io.connwake.weaving;

/** The few instructions that calls of hooks are made of. */
interface HookCode {
    void loadObject(int local);

    void loadInt(int local);

    void push(int number);

    void push(String text);

    void pushClass(String name);

    void pushNull();

    void pushZero();

    void dup();

    void swap();

    /** Of a static method of the hooks. */
    void call(String name, String descriptor);
}
