package dev.landfall.cli;

import dev.landfall.network.Cidr;
import dev.landfall.s3.S3Source;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option texts become values; each refusal says what would have been right. */
final class Converters {
    private Converters() {}

    /** An address literal or {@code localhost}; other names would make start-up wait for a name server. */
    static final class Address implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) throws UnknownHostException {
            if (text.equals("localhost")) {
                return InetAddress.ofLiteral("127.0.0.1");
            }
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is no IP address; try 127.0.0.1");
            }
        }
    }

    static final class Range implements ITypeConverter<Cidr> {
        @Override
        public Cidr convert(String text) {
            try {
                return Cidr.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + "; a block is written as 172.31.0.0/16");
            }
        }
    }

    static final class Buckets implements ITypeConverter<S3Source> {
        @Override
        public S3Source convert(String text) {
            try {
                return S3Source.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        }
    }

    static final class DockerHost implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                return DockerHosts.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        }
    }
}
