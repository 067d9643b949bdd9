// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The process's standard output itself. {@code System.out} will not do: Maven 4 turns it into log lines, and what CI servers
 * look for must stand at the start of a line.
 */
final class StandardOutput extends OutputStream {
    // Never closed: it is the whole process's.
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        // What was printed before comes before.
        System.out.flush();
        OUT.write(bytes, offset, length);
    }
}
