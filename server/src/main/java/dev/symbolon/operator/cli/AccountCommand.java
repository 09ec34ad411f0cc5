package dev.symbolon.operator.cli;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts.Creation;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The people who sign in. */
@Command(name = "account", description = "Adds, lists, shuts and opens people's accounts.")
final class AccountCommand {

    private static final int PAGE = 500;

    private final Desk desk;

    AccountCommand(Desk desk) {
        this.desk = desk;
    }

    @Command(description = "Adds an account.")
    int add(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME", description = "What the person signs in with.")
                    String name,
            @Option(names = "--email", paramLabel = "E", description = "The person's address.")
                    @Nullable String email,
            @Option(
                            names = "--email-verified",
                            description =
                                    "You know that the person reads what is sent there: they get"
                                            + " mail.")
                    boolean emailVerified,
            @Option(names = "--admin", description = "The person may administer the server.")
                    boolean admin,
            @Option(
                            names = "--password-stdin",
                            description = "Read the password from the first line of the input.")
                    boolean withPassword) {
        Password password = withPassword ? password() : null;
        NewAccount plain = new NewAccount(name, email, emailVerified, admin, Map.of());
        return desk.atNew(
                place,
                premises ->
                        switch (premises.accounts().create(premises.tenant(), plain)) {
                            case Creation.Created(Account account) -> {
                                if (password != null) {
                                    set(premises, account, password);
                                }
                                desk.report(place)
                                        .done("Added " + account.name() + ".", shown(account));
                                yield ExitCode.DONE.number();
                            }
                            case Creation.Taken(String login) ->
                                    throw new CommandFailed(
                                            ExitCode.CONFLICT,
                                            "somebody signs in as %s already".formatted(login));
                            case Creation.Malformed(List<String> problems) ->
                                    throw new CommandFailed(ExitCode.INVALID, problems);
                        });
    }

    @Command(
            description =
                    "Prints an address where a person makes an account of their own; good once,"
                            + " for 24 hours.")
    int invite(
            @Mixin Place place,
            @Option(names = "--admin", description = "The person may administer the server.")
                    boolean admin) {
        return desk.at(
                place,
                premises -> {
                    String link = premises.invitations().create(premises.tenant(), admin);
                    desk.report(place).done(link, Map.of("invitation", link));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Lists the accounts, by name.")
    int list(@Mixin Place place) {
        return desk.at(
                place,
                premises -> {
                    List<Map<String, Object>> rows = new ArrayList<>();
                    String after = "";
                    List<Account> page;
                    do {
                        page = premises.accounts().list(premises.tenant(), after, PAGE);
                        for (Account account : page) {
                            rows.add(shown(account));
                            after = account.name();
                        }
                    } while (page.size() == PAGE);
                    desk.report(place).many(rows, "There are no accounts yet.");
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Shuts an account: nobody signs in to it, and its sessions end.")
    int disable(@Mixin Place place, @Parameters(paramLabel = "NAME") String name) {
        return desk.at(
                place,
                premises -> {
                    Account account = find(premises, name);
                    boolean changed = premises.accounts().disable(premises.tenant(), account.id());
                    desk.report(place)
                            .done(
                                    changed
                                            ? "Disabled " + account.name() + "."
                                            : account.name() + " was disabled already.",
                                    shown(find(premises, name)));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Opens an account again.")
    int enable(@Mixin Place place, @Parameters(paramLabel = "NAME") String name) {
        return desk.at(
                place,
                premises -> {
                    Account account = find(premises, name);
                    boolean changed = premises.accounts().enable(premises.tenant(), account.id());
                    desk.report(place)
                            .done(
                                    changed
                                            ? "Enabled " + account.name() + "."
                                            : account.name() + " was enabled already.",
                                    shown(find(premises, name)));
                    return ExitCode.DONE.number();
                });
    }

    @Command(
            name = "set-password",
            description = "Gives an account another password, and ends its sessions.")
    int setPassword(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--password-stdin",
                            required = true,
                            description = "Read the password from the first line of the input.")
                    boolean fromInput) {
        Password password = password();
        return desk.at(
                place,
                premises -> {
                    Account account = find(premises, name);
                    set(premises, account, password);
                    premises.sessions().endAll(premises.tenant(), account.id());
                    desk.report(place)
                            .done(
                                    account.name() + " has another password; its sessions ended.",
                                    shown(account));
                    return ExitCode.DONE.number();
                });
    }

    @Command(
            description =
                    "Says whom another issuer means: what it says of the subject is said of this"
                            + " account.")
    int link(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--issuer", required = true, paramLabel = "ISS") String issuer,
            @Option(names = "--subject", required = true, paramLabel = "SUB") String subject) {
        return desk.at(
                place,
                premises -> {
                    Account account = find(premises, name);
                    if (!premises.accounts()
                            .link(premises.tenant(), account.id(), issuer, subject)) {
                        throw new CommandFailed(
                                ExitCode.CONFLICT, "that subject is linked already");
                    }
                    desk.report(place)
                            .done(
                                    "Linked %s to %s of %s."
                                            .formatted(account.name(), subject, issuer),
                                    shown(account));
                    return ExitCode.DONE.number();
                });
    }

    @Command(description = "Takes a link back.")
    int unlink(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--issuer", required = true, paramLabel = "ISS") String issuer,
            @Option(names = "--subject", required = true, paramLabel = "SUB") String subject) {
        return desk.at(
                place,
                premises -> {
                    Account account = find(premises, name);
                    if (!premises.accounts()
                            .unlink(premises.tenant(), account.id(), issuer, subject)) {
                        throw new CommandFailed(
                                ExitCode.NOT_FOUND, "that subject is not linked to " + name);
                    }
                    desk.report(place)
                            .done(
                                    account.name() + " is not linked to it any more.",
                                    shown(account));
                    return ExitCode.DONE.number();
                });
    }

    @Command(
            description =
                    "Shows what apps may be told about a person (Core §5.1), or puts other claims in"
                            + " its place, whole.")
    int claims(
            @Mixin Place place,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--set",
                            paramLabel = "FILE",
                            description =
                                    "The claims as JSON, without those of the account itself; - for the input.")
                    @Nullable Path file) {
        Map<String, Object> wanted = file == null ? null : desk.object(file);
        return desk.at(
                place,
                premises -> {
                    Account account = find(premises, name);
                    if (wanted != null) {
                        List<String> problems =
                                premises.accounts()
                                        .describe(premises.tenant(), account.id(), wanted);
                        if (!problems.isEmpty()) {
                            throw new CommandFailed(ExitCode.INVALID, problems);
                        }
                    }
                    desk.report(place).one(find(premises, name).claims());
                    return ExitCode.DONE.number();
                });
    }

    /** Checked before anything is opened or made, so that nothing is left half done. */
    private Password password() {
        Password password = Password.typed(desk.line());
        password.problem().ifPresent(AccountCommand::refuse);
        return password;
    }

    private static void set(Premises premises, Account account, Password password) {
        premises.passwords()
                .set(new Trace(FlowId.random()), premises.tenant(), account.id(), password)
                .ifPresent(AccountCommand::refuse);
    }

    private static void refuse(Password.Problem problem) {
        throw new CommandFailed(
                ExitCode.INVALID,
                switch (problem) {
                    case TOO_SHORT ->
                            "the password must have at least %d characters"
                                    .formatted(Password.FEWEST_CHARACTERS);
                    case TOO_LONG ->
                            "the password may have at most %d characters"
                                    .formatted(Password.MOST_CHARACTERS);
                    case CONTROL_CHARACTERS ->
                            "the password must not have control characters in it";
                });
    }

    private static Account find(Premises premises, String name) {
        return premises.accounts()
                .findByLogin(premises.tenant(), name)
                .or(() -> premises.accounts().find(premises.tenant(), name))
                .orElseThrow(
                        () -> new CommandFailed(ExitCode.NOT_FOUND, "there is no account " + name));
    }

    private static Map<String, Object> shown(Account account) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", account.name());
        row.put("email", account.email() == null ? "" : account.email());
        row.put("email_verified", account.emailVerified());
        row.put("admin", account.admin());
        row.put("disabled", account.disabled());
        row.put("created_at", account.createdAt().toString());
        row.put("sub", account.id());
        return row;
    }
}
