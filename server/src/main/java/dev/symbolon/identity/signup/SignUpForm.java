package dev.symbolon.identity.signup;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.identity.account.Login;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, but the password: the page shows it again where something is wrong.
 *
 * @param login the name to sign in with
 * @param email empty for none
 * @param name what people call the person (Core §5.1); empty for none
 */
public record SignUpForm(String login, String email, String name) {

    static final SignUpForm EMPTY = new SignUpForm("", "", "");

    static final String LOGIN = "login";
    static final String PASSWORD = "password";
    static final String NAME = "name";
    static final String EMAIL = "email";

    /** By which problems are named, in the order of the page. */
    static final List<String> FIELDS = List.of(LOGIN, PASSWORD, NAME, EMAIL);

    static SignUpForm of(Parameters form) {
        return new SignUpForm(
                form.first(LOGIN).orElse("").strip(),
                form.first(EMAIL).orElse("").strip(),
                form.first(NAME).orElse("").strip());
    }

    /** What is to be filled in where the app says who the person is (Core §3.1.2.1). */
    static SignUpForm hinted(@Nullable String loginHint) {
        if (loginHint == null) {
            return EMPTY;
        }
        return Login.of(loginHint).isEmail()
                ? new SignUpForm("", loginHint, "")
                : new SignUpForm(loginHint, "", "");
    }

    NewAccount wanted() {
        return NewAccount.selfMade(
                login,
                email.isEmpty() ? null : email,
                name.isEmpty() ? Map.of() : Map.of("name", name));
    }

    /** What is wrong, as a message for each field. */
    Map<String, String> problems(Password password) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (String problem : wanted().problems()) {
            switch (problem.substring(0, problem.indexOf(':'))) {
                case "email" -> problems.put(EMAIL, "signup.email.wrong");
                case "claims.name" -> problems.put(NAME, "signup.name.wrong");
                default ->
                        problems.put(
                                LOGIN,
                                Login.of(login).hasAt()
                                        ? "signup.login.email"
                                        : "signup.login.wrong");
            }
        }
        password.problem().ifPresent(problem -> problems.put(PASSWORD, problem.message()));
        return problems;
    }
}
