package dev.symbolon.benchmarks.micro;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.oauth.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** Reading the parameters of an authorization request (Core §3.1.2.1) and of a token request. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class ParseRequest extends Measured {

    private static final String AUTHORIZE =
            "response_type=code&client_id=s6BhdRkqt3&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"
                    + "&scope=openid+profile+email+offline_access&state=af0ifjsldkj2fj02jf0"
                    + "&nonce=n-0S6_WzA2Mj&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                    + "&code_challenge_method=S256&ui_locales=de+en";

    private static final String TOKEN =
            "grant_type=authorization_code&code=sym_ac_SplxlOBeZQQYbYS6WxSbIASplxlOBeZQQYbYS6WxSbIA"
                    + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback"
                    + "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @Benchmark
    public Parameters authorize() {
        return Parameters.parse(AUTHORIZE);
    }

    @Benchmark
    public Parameters token() {
        return Parameters.parse(TOKEN);
    }

    @Benchmark
    public Scope scope() {
        return Scope.parse("openid profile email offline_access");
    }
}
