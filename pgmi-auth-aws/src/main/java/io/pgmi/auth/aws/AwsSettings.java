// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Environment;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a log-in's request says of AWS. */
record AwsSettings(String host, @Nullable AuthSetting region, Environment environment) {
    static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
    static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";
    static final String ROLE_ARN = "AWS_ROLE_ARN";

    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
    /** Instances, clusters and proxies; in China the region comes last. */
    private static final Pattern HOST = Pattern.compile("(?i)(?:[^.]+\\.){2,}(?:(?<first>" + REGION.pattern()
            + ")\\.rds|rds\\.(?<last>" + REGION.pattern() + "))\\.amazonaws\\.com(?:\\.cn)?\\.?");

    static AwsSettings of(AuthRequest request) {
        return new AwsSettings(request.host(), request.setting("awsRegion"), request.environment());
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (region != null && !REGION.matcher(region.value().reveal()).matches()) {
            problems.add("awsRegion '" + region.value().reveal() + "' (" + region.origin()
                    + ") is not a region. Write it as in eu-west-1.");
        }
        if ((variable(ACCESS_KEY) == null) != (variable(SECRET_KEY) == null)) {
            String given = variable(ACCESS_KEY) == null ? SECRET_KEY : ACCESS_KEY;
            problems.add("$" + given + " is set without $" + (given.equals(ACCESS_KEY) ? SECRET_KEY : ACCESS_KEY)
                    + ". Set both, or none to use a profile or a role.");
        }
        String file = variable(TOKEN_FILE);
        if (file != null && !isReadable(file)) {
            problems.add("$" + TOKEN_FILE + " '" + file
                    + "' is not a file that can be read. Write the identity token there, or unset the variable.");
        }
        if (file != null && variable(ROLE_ARN) == null) {
            problems.add("$" + TOKEN_FILE + " is set without $" + ROLE_ARN + ", the role to take on with it.");
        }
        return problems;
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The region that the name of an RDS host has in it. */
    Optional<String> regionOfHost() {
        Matcher matcher = HOST.matcher(host);
        return matcher.matches()
                ? Optional.of((matcher.group("first") == null ? matcher.group("last") : matcher.group("first"))
                        .toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** A variable of the run's environment; null if empty. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Whether an EC2 instance's metadata may be asked. */
    boolean asksInstance() {
        return !"true".equalsIgnoreCase(variable("AWS_EC2_METADATA_DISABLED"));
    }
}
