package io.sluice.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A keep-alive connection with at most one request under way; it reads of an answer only what tells its end. */
final class Connection implements AutoCloseable {
    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\nContent-Length: ".getBytes(US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    private boolean whole;
    private volatile long since;

    Connection(int port) throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Sends a request whose latency counts from an instant of {@link System#nanoTime}. */
    void send(ByteBuffer request, long nanos) throws IOException {
        since = nanos;
        while (request.hasRemaining()) channel.write(request);
    }

    long since() {
        return since;
    }

    /** Reads what has come, and says whether the answer is whole. */
    boolean read() throws IOException {
        // Only whoever reads touches what was read: another thread may be sending.
        if (whole) in.clear();
        if (channel.read(in) < 0) throw new IOException("the server closed a connection");
        whole = isWhole();
        return whole;
    }

    private boolean isWhole() {
        int head = indexOf(HEAD_END, 0, in.position());
        if (head < 0) return false;
        int length = indexOf(CONTENT_LENGTH, 0, head);
        if (length < 0) return endsWith(LAST_CHUNK);
        return in.position() - head - HEAD_END.length == number(length + CONTENT_LENGTH.length);
    }

    /** Of the answer that is whole. */
    int status() {
        return number(STATUS_AT);
    }

    /** The bytes of the answer that is whole, as it was sent, good until more is read. */
    ByteBuffer whole() {
        return in.duplicate().flip();
    }

    String answer() {
        return new String(in.array(), 0, in.position(), UTF_8);
    }

    private int number(int at) {
        int number = 0;
        for (byte digit = in.get(at); digit >= '0' && digit <= '9'; digit = in.get(++at)) {
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private boolean endsWith(byte[] end) {
        return in.position() >= end.length && matches(end, in.position() - end.length);
    }

    private int indexOf(byte[] wanted, int from, int to) {
        for (int at = from; at + wanted.length <= to; at++) if (matches(wanted, at)) return at;
        return -1;
    }

    private boolean matches(byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) if (in.get(at + i) != wanted[i]) return false;
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
