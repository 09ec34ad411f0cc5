package dev.symbolon.identity.signup;

import dev.symbolon.base.config.Setting;
import java.util.ArrayList;
import java.util.List;

/** Whether people make accounts themselves, and how many. */
public record SignUpSettings(
        @Setting(
                        "Whether people may make accounts themselves; else they come from the command line and"
                                + " invitations.")
                boolean enabled,
        @Setting("The most accounts that are made in a day from one address (IPv6: one /64).")
                int perAddress,
        @Setting("The same from all addresses together.") int perDay) {

    public static final SignUpSettings DEFAULTS = new SignUpSettings(false, 20, 1000);

    /** What is wrong with these values, each beginning with the key. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (perAddress < 1) {
            problems.add("per-address: must be at least 1; enabled: false lets nobody in");
        }
        if (perDay < perAddress) {
            problems.add("per-day: must be at least per-address");
        }
        return problems;
    }
}
