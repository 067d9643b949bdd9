// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import io.pgmi.auth.AuthSetting;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instance's connection name, as {@code gcloud sql instances describe} shows it.
 *
 * @param project of older organisations with its domain: {@code example.com:project}
 */
record InstanceName(String project, String region, String instance) {
    // A project's id, a region's name and an instance's id as Google allows them; each begins with a letter.
    private static final Pattern FORM = Pattern.compile(
            "((?:[a-z0-9][a-z0-9.-]*\\.[a-z]{2,}:)?[a-z][a-z0-9-]*):([a-z]+-[a-z]+[0-9]+):([a-z][a-z0-9-]*)");

    static Optional<String> problem(AuthSetting setting) {
        String text = setting.value().reveal();
        return FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(
                        "googleInstance '" + text + "' (" + setting.origin() + ") is not an instance's connection name."
                                + " Write project:region:instance, such as shop:europe-west1:main, or"
                                + " example.com:project:region:instance for a project that belongs to a domain. The console shows it"
                                + " under Cloud SQL > Overview, and this command: gcloud sql instances describe INSTANCE"
                                + " --format='value(connectionName)'");
    }

    /** Of a setting that has no {@link #problem}. */
    static InstanceName of(AuthSetting setting) {
        Matcher form = FORM.matcher(setting.value().reveal());
        if (!form.matches()) {
            throw new IllegalArgumentException(setting.value().reveal());
        }
        return new InstanceName(form.group(1), form.group(2), form.group(3));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return project + ":" + region + ":" + instance;
    }
}
