package com.example.lambda;

/** The same orders in a program of its own: prints what each comes to. */
public final class Till {
    private Till() {}

    public static void main(String[] orders) {
        for (String order : orders) {
            try {
                System.out.println(new OrderFunction().handle(order));
            } catch (Exception failed) {
                System.out.println(order + " failed");
                failed.printStackTrace(System.out);
            }
        }
    }
}
