// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Whether a certificate is for a host, by libpq's rules (PostgreSQL manual, "Client Verification of Server Certificates"):
 * a name matches a dNSName, or the common name where there is no dNSName; an address matches an iPAddress or a dNSName, or
 * the common name where there is no iPAddress. A leading {@code *.} stands for one label.
 */
public final class ServerName {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final List<String> dnsNames = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> commonNames;

    /** Takes the names out of the certificate; those of another kind or in an unreadable form do not count. */
    public ServerName(X509Certificate certificate) {
        Collection<List<?>> alternatives = alternatives(certificate);
        for (List<?> alternative : alternatives) {
            if (alternative.get(1) instanceof String name) {
                if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
                    dnsNames.add(name);
                } else if (Integer.valueOf(IP_ADDRESS).equals(alternative.get(0))) {
                    addresses.add(name);
                }
            }
        }
        commonNames = commonNames(certificate.getSubjectX500Principal());
    }

    /** Digits and dots, or a colon: not a name to look up, nor one for the server name indication. */
    public static boolean isAddress(String host) {
        return host.contains(":") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /**
     * Whether the certificate is for this host.
     *
     * @param host as configured; an IPv6 address with or without brackets
     */
    public boolean matches(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean isAddress = isAddress(bare);
        String wanted = isAddress ? bare : ascii(bare);
        if (dnsNames.stream().anyMatch(name -> matches(wanted, name))) {
            return true;
        }
        if (isAddress && addresses.stream().anyMatch(address -> sameAddress(bare, address))) {
            return true;
        }
        List<String> instead = isAddress ? addresses : dnsNames;
        return instead.isEmpty() && commonNames.stream().anyMatch(name -> matches(wanted, name));
    }

    /** The names that it is for, as a list in a sentence. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>(dnsNames);
        all.addAll(addresses);
        if (all.isEmpty()) {
            all.addAll(commonNames);
        }
        return all.isEmpty() ? "nobody" : String.join(", ", all);
    }

    private static boolean matches(String host, String pattern) {
        String name = host.toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (!wanted.startsWith("*.")) {
            return name.equals(wanted);
        }
        int dot = name.indexOf('.');
        return dot > 0 && wanted.length() > 2 && name.substring(dot).equals(wanted.substring(1));
    }

    /** Both are addresses, so nothing is looked up. */
    private static boolean sameAddress(String host, String address) {
        try {
            return InetAddress.getByName(host).equals(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static List<String> commonNames(X500Principal subject) {
        try {
            List<String> names = new ArrayList<>();
            for (Rdn rdn : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String name) {
                    names.add(name);
                }
            }
            return names;
        } catch (InvalidNameException e) {
            return List.of();
        }
    }
}
