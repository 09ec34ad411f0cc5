package dev.symbolon.conformance.openid;

import java.util.ArrayList;
import java.util.List;

/** What a plan is run with: a response type, and how the answer travels. */
enum Variant {
    CODE("code", false),
    ID_TOKEN("id_token", false),
    ID_TOKEN_TOKEN("id_token token", false),
    CODE_ID_TOKEN("code id_token", false),
    CODE_TOKEN("code token", false),
    CODE_ID_TOKEN_TOKEN("code id_token token", false),
    CODE_FORM_POST("code", true),
    ID_TOKEN_FORM_POST("id_token", true),
    ID_TOKEN_TOKEN_FORM_POST("id_token token", true),
    CODE_ID_TOKEN_FORM_POST("code id_token", true),
    CODE_TOKEN_FORM_POST("code token", true),
    CODE_ID_TOKEN_TOKEN_FORM_POST("code id_token token", true);

    private final String responseType;
    private final boolean formPost;

    Variant(String responseType, boolean formPost) {
        this.responseType = responseType;
        this.formPost = formPost;
    }

    String responseType() {
        return responseType;
    }

    boolean isFormPost() {
        return formPost;
    }

    boolean has(String word) {
        return List.of(responseType.split(" ")).contains(word);
    }

    /** Registration §2: those that go with the response type. */
    List<String> grantTypes() {
        List<String> grants = new ArrayList<>();
        if (has("code")) {
            grants.add("authorization_code");
        }
        if (has("id_token") || has("token")) {
            grants.add("implicit");
        }
        return grants;
    }
}
