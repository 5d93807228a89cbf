package com.example.orders;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** {@link Orders} in a bundle, its pool in another and the driver in a third: storage, the bundles, its URL. */
public final class Bundles {
    private Bundles() {}

    public static void main(String[] args) throws Exception {
        FrameworkFactory factory = new org.apache.felix.framework.FrameworkFactory();
        Framework framework = factory.newFramework(
                Map.of("org.osgi.framework.storage", args[0], "org.osgi.framework.storage.clean", "onFirstInit"));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (String each : args[1].split(File.pathSeparator, -1)) {
            bundles.add(framework
                    .getBundleContext()
                    .installBundle(new File(each).toURI().toString()));
        }
        for (Bundle each : bundles) {
            each.start();
        }
        System.out.println("bundles: " + bundles.size());
        bundles.get(0)
                .loadClass("com.example.orders.Orders")
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
    }
}
