package com.example.driver;

import java.lang.reflect.Method;

/** A data source of any driver, made and configured by name, since no two drivers have a class in common. */
final class Bean {
    private final Object made;

    private Bean(Object made) {
        this.made = made;
    }

    static Bean of(String className) throws ReflectiveOperationException {
        return new Bean(Class.forName(className).getDeclaredConstructor().newInstance());
    }

    /** Some write {@code setUrl}, some {@code setURL}, some both. */
    Bean with(String property, String value) throws ReflectiveOperationException {
        for (Method each : made.getClass().getMethods()) {
            boolean takesText = each.getParameterCount() == 1 && each.getParameterTypes()[0] == String.class;
            if (takesText && each.getName().equalsIgnoreCase("set" + property)) {
                each.invoke(made, value);
                return this;
            }
        }
        throw new NoSuchMethodException(made.getClass().getName() + " has no " + property);
    }

    Object made() {
        return made;
    }
}
