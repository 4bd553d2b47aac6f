package io.sluice.ingress;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Times are RFC 3339 in UTC with exactly three digits behind the second, so that they sort as text. */
final class Milliseconds extends StdSerializer<Instant> {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Milliseconds() {
        super(Instant.class);
    }

    static JacksonModule module() {
        return new SimpleModule("milliseconds").addSerializer(new Milliseconds());
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context) {
        out.writeString(FORMAT.format(value));
    }
}
