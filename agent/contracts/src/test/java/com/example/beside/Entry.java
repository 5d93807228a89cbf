package com.example.beside;

/** How a request reaches the application; each implementation has a constructor without parameters. */
public interface Entry {
    /** Lets the work be done once, and returns after that. */
    void enter(Work work) throws Exception;

    /** What a request is about. */
    interface Work {
        void run() throws Exception;
    }

    /** Nobody traces it. */
    final class Plain implements Entry {
        @Override
        public void enter(Work work) throws Exception {
            work.run();
        }
    }
}
