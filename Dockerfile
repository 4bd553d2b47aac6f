# One file for every service: `docker compose build`, or `docker build --build-arg SERVICE=api-ingress .`
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends curl unzip && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# All of them at once, so that the images share this layer.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q package -DskipTests -pl api-ingress,provisioning-worker,usage-streams,standalone -am

# Starts the service once, with the JVM that it will run in and beside a broker of its own, so that it starts in less than
# half the time.
FROM eclipse-temurin:25-jre AS rehearsal
ARG SERVICE
WORKDIR /rehearsal
COPY docker/secrets.sh docker/rehearse.sh docker/java.options ./
COPY --from=build /src/${SERVICE}/target/${SERVICE}-*-exec.jar whole.jar
COPY --from=build /src/standalone/target/standalone-*-exec.jar standalone.jar
RUN ./rehearse.sh whole.jar /app standalone.jar

FROM eclipse-temurin:25-jre
# Asks whether the service is ready; nothing else needs it.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home sluice
ARG HEALTH_PORT=8080
ENV HEALTH_PORT=${HEALTH_PORT}
COPY --from=rehearsal /app /app
USER 10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD curl -fsk "http${SLUICE_TLS_CERTIFICATE:+s}://127.0.0.1:${HEALTH_PORT}/health/ready"
# Memory is what the container is given. One that has run out of it starts again rather than limp.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "@/app/java.options", "-XX:AOTCache=/app/service.aot", "-jar", "/app/service.jar"]
