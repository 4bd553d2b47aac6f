package io.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which version of the tool this is. */
final class Version implements IVersionProvider {
    /** Of the jar; classes alone have none. */
    static final String TEXT = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("unpacked");

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + TEXT};
    }
}
