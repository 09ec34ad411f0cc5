package dev.symbolon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A form of a provider's page")
class HtmlFormTest {

    private static final Pages PAGES =
            new Pages("login", "password", List.of("action=sign-in", "action=allow"));
    private static final Person ALICE = new Person("alice", "p&ss");

    @Test
    @DisplayName("keeps hidden fields, and decodes what HTML had to escape")
    void hidden() {
        HtmlForm form =
                HtmlForm.in(
                                """
                                <FORM METHOD='post' action="/sign-in?a=1&amp;b=2">
                                <input type=hidden name="token" value="a&quot;b&#39;c&#x41;">
                                <input type="checkbox" name="stay" checked>
                                <input type="checkbox" name="other">
                                </FORM>
                                """)
                        .getFirst();

        assertThat(form.action()).isEqualTo("/sign-in?a=1&b=2");
        assertThat(form.fields())
                .containsEntry("token", "a\"b'cA")
                .containsEntry("stay", "on")
                .doesNotContainKey("other");
    }

    @Test
    @DisplayName("is filled in with the login, the password and the button that goes on")
    void signIn() {
        String page =
                """
                <form method="get" action="/search"><input name="login"></form>
                <form method="post"><input name="login"><input name="password" type="password">
                <button name="action" value="cancel">no</button>
                <button name="action" value="sign-in">yes</button></form>
                """;

        HtmlForm form = PAGES.fillIn(page, ALICE).orElseThrow();

        assertThat(form.fields())
                .containsEntry("login", "alice")
                .containsEntry("password", "p&ss")
                .containsEntry("action", "sign-in");
    }

    @Test
    @DisplayName("with a button that goes on only is answered by pressing it")
    void consent() {
        String page =
                """
                <form method="post" action="/consent"><input type="hidden" name="id" value="7">
                <button name="action" value="deny">no</button>
                <button name="action" value="allow">yes</button></form>
                """;

        HtmlForm form = PAGES.fillIn(page, ALICE).orElseThrow();

        assertThat(form.fields()).containsEntry("id", "7").containsEntry("action", "allow");
    }

    @Test
    @DisplayName("that nobody described is left alone")
    void unknown() {
        assertThat(PAGES.fillIn("<form method=post><input name=q></form>", ALICE)).isEmpty();
    }
}
