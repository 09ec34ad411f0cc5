package dev.symbolon.testing;

import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Hears of every check that is made while tests run, and writes down which rules held and which
 * failed. The program has no place where one could listen: before anybody has loaded the record of
 * a check, it is loaded from here, with one call more at the end of its constructor.
 */
public final class RulesExercised implements LauncherSessionListener {

    /** One file for each JVM that runs tests, named as the build calls it. */
    private static final Path FOLDER = Path.of("target/rules-exercised");

    private static final Set<Rule> HELD = ConcurrentHashMap.newKeySet();
    private static final Set<Rule> FAILED = ConcurrentHashMap.newKeySet();

    private static final String CHECK = "dev.symbolon.core.oauth.Trace$Check";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            MethodHandles.privateLookupIn(Rule.class, MethodHandles.lookup())
                    .defineClass(heard(original()));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (HELD.isEmpty() && FAILED.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FOLDER);
            Files.write(
                    FOLDER.resolve(System.getProperty("symbolon.fork", "1") + ".txt"),
                    new TreeSet<>(Stream.concat(lines(true), lines(false)).toList()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What was written down, a line each: {@code holds pkce.verifier-matches}. */
    public static Set<String> written() throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** A rule was checked. */
    public static void hear(Trace.Check check) {
        (check.holds() ? HELD : FAILED).add(check.rule());
    }

    /** The line for a rule. */
    public static String line(Rule rule, boolean holds) {
        return (holds ? "holds " : "fails ") + rule.id();
    }

    private static Stream<String> lines(boolean holds) {
        return (holds ? HELD : FAILED).stream().map(rule -> line(rule, holds));
    }

    private static byte[] original() {
        String file = CHECK.replace('.', '/') + ".class";
        try (InputStream bytes = Rule.class.getClassLoader().getResourceAsStream(file)) {
            return bytes.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] heard(byte[] original) {
        ClassFile files = ClassFile.of();
        return files.transformClass(
                files.parse(original),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString(ConstantDescs.INIT_NAME),
                        RulesExercised::callBeforeReturn));
    }

    private static void callBeforeReturn(CodeBuilder code, CodeElement element) {
        if (element instanceof ReturnInstruction) {
            code.aload(0)
                    .invokestatic(
                            RulesExercised.class.describeConstable().orElseThrow(),
                            "hear",
                            MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of(CHECK)));
        }
        code.with(element);
    }
}
