package io.sluice.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One kind of request, whose bytes are made once: one differs from the next only in a number. */
public final class Request {
    /** Stands in path, headers and body wherever the number of the request is to stand. */
    public static final String NUMBER = "##########";

    private final ByteBuffer bytes;
    private final List<Integer> numbersAt = new ArrayList<>();
    private final int expectedStatus;
    private long next;

    private Request(String text, int expectedStatus) {
        this.expectedStatus = expectedStatus;
        var ascii = text.getBytes(US_ASCII);
        this.bytes = ByteBuffer.allocateDirect(ascii.length).put(ascii).flip();
        for (int at = text.indexOf(NUMBER); at >= 0; at = text.indexOf(NUMBER, at + 1)) numbersAt.add(at);
    }

    /**
     * A POST of JSON.
     *
     * @param headers each with its name, of ASCII as everything else
     * @param expectedStatus of every answer; another one ends the measurement
     */
    public static Request post(String path, List<String> headers, String json, int expectedStatus) {
        var lines = new ArrayList<>(List.of(
                "POST " + path + " HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Type: application/json",
                "Content-Length: " + json.length()));
        lines.addAll(headers);
        return new Request(String.join("\r\n", lines) + "\r\n\r\n" + json, expectedStatus);
    }

    /**
     * A GET.
     *
     * @param headers as in a POST
     * @param expectedStatus as of a POST; {@link Traffic} takes any
     */
    public static Request get(String path, List<String> headers, int expectedStatus) {
        var lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: 127.0.0.1"));
        lines.addAll(headers);
        return new Request(String.join("\r\n", lines) + "\r\n\r\n", expectedStatus);
    }

    int expectedStatus() {
        return expectedStatus;
    }

    /** The bytes of the next request, good until the next call. */
    ByteBuffer next() {
        long number = next++;
        for (int digit = NUMBER.length() - 1; digit >= 0; digit--, number /= 10) {
            byte letter = (byte) ('0' + number % 10);
            for (int at : numbersAt) bytes.put(at + digit, letter);
        }
        return bytes.rewind();
    }
}
