package dev.handoff.shipping;

import java.util.regex.Pattern;

/** Names as a reader wrote them, without the classes that JShell puts around a cell's code. */
public final class Names {
    /** How the binary names of classes begin in which JShell puts a cell's code. */
    public static final String CELL = "REPL.$JShell$";

    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[$.](?=\\w)");
    private static final Pattern WRAPPER_OF_A_VOWEL = Pattern.compile("\\ba REPL\\.\\$JShell\\$\\w+[$.](?=[AEIOaeio])");
    private static final Pattern ANONYMOUS =
            Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$\\$JShell\\$anonymous\\$\\$\\w+");
    private static final Pattern LAMBDA_CLASS = Pattern.compile("(\\ban? )?[\\w.$]+\\$\\$Lambda[\\w/$]*");

    private Names() {}

    /**
     * A text with the names of classes in it.
     *
     * @param text what somebody said of a class
     * @return the same, with the names that cells gave
     */
    public static String readable(String text) {
        var named = ANONYMOUS
                .matcher(LAMBDA_CLASS.matcher(text).replaceAll("a lambda"))
                .replaceAll("an anonymous class");
        return WRAPPER.matcher(WRAPPER_OF_A_VOWEL.matcher(named).replaceAll("an "))
                .replaceAll("");
    }

    /** A method, as its owner's binary name and its own. */
    static String method(String owner, String method) {
        boolean wrapper = owner.matches("REPL\\.\\$JShell\\$\\w+");
        var of = wrapper ? "" : readable(owner);
        if (method.startsWith("lambda$")) {
            return wrapper ? "a lambda" : "a lambda in " + of;
        }
        return switch (method) {
            case "<init>" -> "the constructor of " + of;
            case "<clinit>" -> "the initializer of " + of;
            default -> wrapper ? method : of + "." + method;
        };
    }
}
