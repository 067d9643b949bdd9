// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

/** A function's name as the server writes it in a call stack. */
final class FunctionName {
    private FunctionName() {}

    /** Without schema, argument types and quotes. */
    static String simple(String signature) {
        int open = signature.indexOf('(');
        String name = open < 0 ? signature : signature.substring(0, open);
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }
}
