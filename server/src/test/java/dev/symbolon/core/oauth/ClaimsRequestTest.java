package dev.symbolon.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Core §5.5 the claims parameter")
class ClaimsRequestTest {

    private final Trace trace = new Trace(FlowId.random());

    @Test
    @DisplayName("the example of §5.5 is read as it is meant")
    void example() {
        ClaimsRequest request =
                ClaimsRequest.parse(
                        trace,
                        """
                        {
                         "userinfo":
                          {
                           "given_name": {"essential": true},
                           "nickname": null,
                           "email": {"essential": true},
                           "email_verified": {"essential": true},
                           "picture": null,
                           "http://example.info/claims/groups": null
                          },
                         "id_token":
                          {
                           "auth_time": {"essential": true},
                           "acr": {"values": ["urn:mace:incommon:iap:silver"] }
                          }
                        }
                        """);

        assertThat(request.userinfo().get("given_name"))
                .isEqualTo(new ClaimsRequest.Wish(true, List.of()));
        assertThat(request.userinfo().get("nickname")).isEqualTo(ClaimsRequest.Wish.VOLUNTARY);
        assertThat(request.ofIdToken("acr"))
                .contains(new ClaimsRequest.Wish(false, List.of("urn:mace:incommon:iap:silver")));
        assertThat(request.ofIdToken("sub")).isEmpty();
        assertThat(request.names()).contains("picture", "auth_time").hasSize(8);
        assertThat(ClaimsRequest.kept(request.toString())).isEqualTo(request);
    }

    @Test
    @DisplayName("value and values are the values that will do (§5.5.1)")
    void values() {
        ClaimsRequest request =
                ClaimsRequest.parse(
                        trace,
                        "{\"id_token\":{\"sub\":{\"value\":\"248289761001\"},"
                                + "\"acr\":{\"essential\":true,\"values\":[\"1\",\"2\"]}}}");

        assertThat(request.ofIdToken("sub").orElseThrow().accepts("248289761001")).isTrue();
        assertThat(request.ofIdToken("sub").orElseThrow().accepts("other")).isFalse();
        assertThat(request.ofIdToken("acr").orElseThrow().values()).containsExactly("1", "2");
    }

    @Test
    @DisplayName("members that are not understood are ignored")
    void unknownMembers() {
        ClaimsRequest request =
                ClaimsRequest.parse(
                        trace, "{\"verified\":1,\"userinfo\":{\"name\":{\"purpose\":\"fun\"}}}");

        assertThat(request.userinfo().get("name")).isEqualTo(ClaimsRequest.Wish.VOLUNTARY);
        assertThat(ClaimsRequest.parse(trace, "{}").isEmpty()).isTrue();
        assertThat(ClaimsRequest.parse(trace, "{\"userinfo\":null}").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "'';IS_JSON_OBJECT",
                "[];IS_JSON_OBJECT",
                "null;IS_JSON_OBJECT",
                "{\"userinfo\":{}} x;IS_JSON_OBJECT",
                "{\"userinfo\":{},\"userinfo\":{}};IS_JSON_OBJECT",
                "{\"userinfo\":[\"name\"]};MEMBERS_ARE_OBJECTS",
                "{\"id_token\":\"name\"};MEMBERS_ARE_OBJECTS",
                "{\"userinfo\":{\"name\":true}};WISH_IS_WELL_FORMED",
                "{\"userinfo\":{\"name\":{\"essential\":\"true\"}}};WISH_IS_WELL_FORMED",
                "{\"userinfo\":{\"name\":{\"essential\":null}}};WISH_IS_WELL_FORMED",
                "{\"userinfo\":{\"name\":{\"value\":null}}};WISH_IS_WELL_FORMED",
                "{\"userinfo\":{\"name\":{\"values\":\"x\"}}};WISH_IS_WELL_FORMED",
                "{\"userinfo\":{\"name\":{\"values\":[]}}};WISH_IS_WELL_FORMED",
                "{\"userinfo\":{\"name\":{\"values\":[null]}}};WISH_IS_WELL_FORMED",
            })
    @DisplayName("what is malformed is refused, and the rule says how")
    void malformed(String parameter, ClaimsRule rule) {
        assertThatThrownBy(() -> ClaimsRequest.parse(trace, parameter))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.rule()).isEqualTo(rule));
    }

    @Test
    @DisplayName("a hundred claims can be asked for, not more")
    void tooMany() {
        StringBuilder many = new StringBuilder("{\"userinfo\":{\"a0\":null");
        for (int i = 1; i < 101; i++) {
            many.append(",\"a").append(i).append("\":null");
        }

        assertThatThrownBy(() -> ClaimsRequest.parse(trace, many.append("}}").toString()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(ClaimsRule.NOT_TOO_MANY));
    }
}
