package dev.symbolon.core.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The site's name")
class SiteNameTest {

    @Test
    @DisplayName(
            "stands on the pages of the first tenant, as text; others are called by their host")
    void name() {
        try (TestServer server =
                TestServer.start(TestDatabases.fresh(), Map.of("site.name", "Harbour & <Co>"))) {
            var other = server.tenant("other");

            assertThat(server.browser().get("/account").body())
                    .contains("Harbour &amp; &lt;Co&gt;")
                    .doesNotContain("<Co>");
            assertThat(server.browser().get(URI.create(other.issuer() + "/account")).body())
                    .contains(other.issuer().getAuthority())
                    .doesNotContain("Harbour");
        }
    }

    @Test
    @DisplayName("is one line, not empty and not long")
    void problems() {
        assertThat(SiteSettings.DEFAULTS.problems()).isEmpty();
        for (String bad : new String[] {" ", "a\nb", "x".repeat(61)}) {
            assertThat(new SiteSettings(bad).problems()).hasSize(1);
        }
    }
}
