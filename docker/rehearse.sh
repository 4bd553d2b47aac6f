#!/bin/sh
# Makes a service start in less than half the time. `rehearse.sh JAR FOLDER STANDALONE` unpacks its jar into FOLDER as
# service.jar and lib, and starts it once beside a broker of its own, which the jar of standalone runs meanwhile, so that
# the JVM can keep the classes as they then are in service.aot. That serves the very same JVM with the very same files,
# by -XX:AOTCache; any other JVM says so and starts without it. What options the rehearsal and each start have alike is
# put there too, as java.options.
set -eu

jar=$1
folder=$2
standalone=$3
here=$(dirname "$0")

java -Djarmode=tools -jar "$jar" extract --force --destination "$folder" --application-filename service.jar

# The broker and what it keeps end with the rehearsal. If its port is taken it says so and ends, and nobody else's broker
# is touched.
data=$(mktemp -d)
export SLUICE_BROKER_PORT="${SLUICE_BROKER_PORT:-29092}"
export SLUICE_CONTROLLER_PORT="${SLUICE_CONTROLLER_PORT:-29093}"
SLUICE_PARTS=broker SLUICE_DATA="$data" \
  java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$standalone" >"$data/broker.log" 2>&1 &
broker=$!
trap 'kill "$broker" 2>/dev/null || true; wait "$broker" || true; rm -rf "$data"' EXIT
trap 'exit 1' HUP INT TERM
until grep -q "ready after" "$data/broker.log"; do
  kill -0 "$broker" 2>/dev/null || { cat "$data/broker.log" >&2; exit 1; }
  sleep 0.2
done

# Settings that must be there, and of which nothing is used.
eval "$("$here/secrets.sh" | sed 's/^/export /')"
export SLUICE_KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:$SLUICE_BROKER_PORT"
export SLUICE_REGISTRY_URL=http://127.0.0.1:8080
export SLUICE_POSTGRES_URL=jdbc:postgresql://127.0.0.1:9/sluice
export SLUICE_POSTGRES_USER=sluice
export SLUICE_POSTGRES_PASSWORD=none
# A rehearsal has no database to bring up to date.
export SPRING_FLYWAY_ENABLED=false
export SLUICE_STREAMS_STATE="$data/streams"
# It has no neighbours either, and would tell for some seconds what it misses.
export LOGGING_LEVEL_ROOT=off LOGGING_LEVEL_IO_SLUICE=off
# Any free port.
export SLUICE_PORT=0 SLUICE_WORKER_PORT=0 SLUICE_USAGE_PORT=0

# Not copied: whoever the service runs as must be able to read it.
cat "$here/java.options" >"$folder/java.options"
# What the JVM says at a lower level is of classes that it leaves out.
java @"$folder/java.options" -XX:AOTCacheOutput="$folder/service.aot" -Xlog:aot=error -Dsluice.rehearsal=true \
  -jar "$folder/service.jar"
