package com.example.wrapper;

import com.example.pool.Target;

/**
 * Runs cases of one {@link Stack}, each on a thread and with a database of its name. Arguments: the stack's class, the
 * URL up to the database's name, user, password, the cases.
 */
public final class WrapperCases {
    private WrapperCases() {}

    public static void main(String[] args) throws Exception {
        Stack stack = Class.forName(args[0])
                .asSubclass(Stack.class)
                .getDeclaredConstructor()
                .newInstance();
        for (int i = 4; i < args.length; i++) {
            Target target = new Target(args[i], args[1] + args[i], args[2], args[3]);
            Thread thread = new Thread(() -> tell(stack, target), args[i]);
            thread.start();
            thread.join();
        }
    }

    private static void tell(Stack stack, Target target) {
        String seen = "ok";
        try {
            stack.run(target);
        } catch (Exception unexpected) {
            seen = "unexpected " + unexpected;
            unexpected.printStackTrace();
        }
        System.out.println(target.name() + ": " + seen);
    }
}
