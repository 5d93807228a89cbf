package com.example.trouble.web;

/** Starts the shop and asks it for pages: URL, user and password of the database, then the pages. */
public final class Visits {
    private static final long LONG_ENOUGH = 4_000;

    private Visits() {}

    public static void main(String[] args) throws Exception {
        Shop shop = new Shop(args[1], args[2], args[3]);
        try (Container container = new Container(shop, Visits.class.getClassLoader())) {
            for (int i = 4; i < args.length; i++) {
                System.out.println(args[i] + " " + HttpVisit.visit(container.port(), args[i]));
            }
            Thread.sleep(LONG_ENOUGH); // for whatever the agent has to say of what is open
        }
        System.exit(0);
    }
}
