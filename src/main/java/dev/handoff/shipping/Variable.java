package dev.handoff.shipping;

import dev.handoff.spi.HandoffException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * A variable of a notebook: JShell makes a static field of it, in a class of its own that no initializer sets.
 *
 * @param owner the binary name of that class
 * @param name the variable's name
 */
record Variable(String owner, String name) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Whether a field is one. Static fields of classes that a cell declares are not: they are set by their initializers, in
     * a worker as here.
     */
    static boolean is(Class<?> owner, String name) {
        try {
            var field = owner.getDeclaredField(name);
            return owner.getEnclosingClass() == null
                    && Modifier.isStatic(field.getModifiers())
                    && !Modifier.isFinal(field.getModifiers())
                    && !field.isSynthetic();
        } catch (NoSuchFieldException e) {
            return false;
        }
    }

    Field in(ClassLoader loader) {
        try {
            var field = Class.forName(owner, true, loader).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new HandoffException("the variable " + name + " is not there: " + e, e);
        }
    }

    Object read(ClassLoader loader) {
        try {
            return in(loader).get(null);
        } catch (IllegalAccessException e) {
            throw new HandoffException("the variable " + name + " cannot be read: " + e, e);
        }
    }

    void write(ClassLoader loader, Object value) {
        try {
            in(loader).set(null, value);
        } catch (IllegalAccessException e) {
            throw new HandoffException("the variable " + name + " cannot be set: " + e, e);
        }
    }
}
