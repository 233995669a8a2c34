package dev.handoff.shipping;

import static java.lang.invoke.MethodHandleInfo.REF_getStatic;
import static java.lang.invoke.MethodHandleInfo.REF_invokeInterface;
import static java.lang.invoke.MethodHandleInfo.REF_invokeVirtual;
import static java.lang.invoke.MethodHandleInfo.REF_putStatic;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What code can reach, beginning at objects: the classes of cells that are named anywhere on the way, and the notebook's
 * variables that are read or written by a method that may run.
 *
 * <p>A class is <em>named</em> if it must be there, so that the others can be linked. It is <em>used</em> if there may be
 * objects of it or its initializer may run. Which methods of a used class run is told by their name and descriptor alone:
 * that finds some too many, and none too few, where no reflection is at work. One thread.
 */
final class Reach {
    private final Map<String, CellClass> named = new TreeMap<>();
    private final Set<Class<?>> used = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<Runnable> todo = new ArrayDeque<>();
    private final Map<Variable, String> reads = new LinkedHashMap<>();
    private final Map<Variable, String> writes = new LinkedHashMap<>();

    /** The classes of cells that must be there, by name. */
    Map<String, CellClass> named() {
        return named;
    }

    /** The variables that are read, each with the method that reads it. */
    Map<Variable, String> reads() {
        return reads;
    }

    /** The variables that are written, each with the method that writes it. */
    Map<Variable, String> writes() {
        return writes;
    }

    /** Goes wherever the code of those objects goes. */
    void follow(Walk objects) {
        objects.classes().forEach(this::use);
        objects.lambdas().forEach(lambda -> follow(lambda, objects.capturing(lambda)));
        while (!todo.isEmpty()) {
            todo.remove().run();
        }
    }

    private void follow(SerializedLambda lambda, Class<?> capturing) {
        var cell = named.get(capturing.getName());
        if (cell != null) {
            call(
                    lambda.getImplMethodKind(),
                    cell.find(lambda.getImplClass().replace('/', '.')),
                    lambda.getImplMethodName(),
                    lambda.getImplMethodSignature());
        }
    }

    private void name(Class<?> type) {
        if (type != null && type.isArray()) {
            name(type.componentType());
        } else if (type != null && ClassFiles.isOfACell(type) && !named.containsKey(type.getName())) {
            var cell = CellClass.of(type);
            named.put(type.getName(), cell);
            todo.add(() -> cell.names().forEach(name -> name(cell.find(name))));
        }
    }

    private void use(Class<?> type) {
        if (type != null && type.isArray()) {
            use(type.componentType());
            return;
        }
        name(type);
        var cell = type == null ? null : named.get(type.getName());
        if (cell == null || !used.add(type)) {
            return;
        }
        CellClass.above(type).forEach(this::use);
        cell.madeByConstructorOf().ifPresent(above -> visit(above, CellClass.NO_ARGUMENTS));
        var elsewhere = cell.calledFromElsewhere();
        for (var method : cell.methods()) {
            var key = CellClass.key(method);
            if (elsewhere.contains(key) || called.contains(key)) {
                visit(cell, method);
            }
        }
    }

    /** A call, or a reference to a method: the same kinds, by the same numbers, as a class file has. */
    private void call(int kind, Class<?> owner, String name, String descriptor) {
        use(owner);
        var key = CellClass.key(name, descriptor);
        if (kind == REF_invokeVirtual || kind == REF_invokeInterface) {
            if (owner != null && ClassFiles.isOfACell(owner) && called.add(key)) {
                Set.copyOf(used).forEach(type -> visit(type, key));
            }
        }
        for (var type = owner; type != null && !visit(type, key); type = type.getSuperclass()) {}
    }

    private boolean visit(Class<?> type, String key) {
        var cell = named.get(type.getName());
        if (cell == null) {
            return false;
        }
        var method = cell.methods().stream()
                .filter(m -> CellClass.key(m).equals(key))
                .findFirst();
        method.ifPresent(found -> visit(cell, found));
        return method.isPresent();
    }

    private void visit(CellClass cell, MethodModel method) {
        if (seen.add(cell.name() + " " + CellClass.key(method))) {
            todo.add(() -> method.code().ifPresent(code -> {
                var readable = Names.method(cell.name(), method.methodName().stringValue());
                code.elementStream().forEach(element -> follow(element, cell, readable));
            }));
        }
    }

    private void follow(CodeElement element, CellClass cell, String method) {
        switch (element) {
            case FieldInstruction access ->
                field(
                        cell.find(className(access.owner())),
                        access.name().stringValue(),
                        access.opcode() == Opcode.GETSTATIC
                                ? reads
                                : access.opcode() == Opcode.PUTSTATIC ? writes : null,
                        method);
            case NewObjectInstruction made -> use(cell.find(className(made.className())));
            case InvokeInstruction invoked -> {
                int kind = invoked.opcode() == Opcode.INVOKEVIRTUAL || invoked.opcode() == Opcode.INVOKEINTERFACE
                        ? REF_invokeVirtual
                        : 0;
                call(
                        kind,
                        cell.find(className(invoked.owner())),
                        invoked.name().stringValue(),
                        invoked.type().stringValue());
            }
            case InvokeDynamicInstruction dynamic ->
                dynamic.invokedynamic().bootstrap().arguments().forEach(argument -> constant(argument, cell, method));
            case ConstantInstruction.LoadConstantInstruction load -> constant(load.constantEntry(), cell, method);
            default -> {}
        }
    }

    private void constant(LoadableConstantEntry constant, CellClass cell, String method) {
        switch (constant) {
            case ClassEntry type -> use(cell.find(className(type)));
            case MethodHandleEntry handle -> {
                MemberRefEntry member = handle.reference();
                var owner = cell.find(className(member.owner()));
                if (handle.kind() <= REF_putStatic) {
                    field(owner, member.name().stringValue(), handle.kind() == REF_getStatic ? reads : null, method);
                } else {
                    call(
                            handle.kind(),
                            owner,
                            member.name().stringValue(),
                            member.type().stringValue());
                }
            }
            default -> {}
        }
    }

    private void field(Class<?> owner, String name, Map<Variable, String> accesses, String method) {
        if (accesses != null && owner != null && ClassFiles.isOfACell(owner)) {
            use(owner);
            if (Variable.is(owner, name)) {
                accesses.putIfAbsent(new Variable(owner.getName(), name), method);
            }
        }
    }

    private static String className(ClassEntry type) {
        return type.asInternalName().replace('/', '.');
    }
}
