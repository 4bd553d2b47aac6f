#!/bin/sh
# Makes a service start in less than half the time. `rehearse.sh JAR FOLDER` unpacks its jar into FOLDER as service.jar
# and lib, and sets it up once, but without a word to Kafka, so that the JVM can keep the classes as it then has
# them in service.aot. That serves the very same JVM with the very same files, by -XX:AOTCache; any other JVM says so and
# starts without it. What options the rehearsal and each start have alike is put there too, as java.options.
set -eu

jar=$1
folder=$2
here=$(dirname "$0")

java -Djarmode=tools -jar "$jar" extract --force --destination "$folder" --application-filename service.jar

# Settings that must be there, and of which nothing is used.
eval "$("$here/secrets.sh" | sed 's/^/export /')"
export SLUICE_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092
export SLUICE_REGISTRY_URL=http://127.0.0.1:8080
export SLUICE_POSTGRES_URL=jdbc:postgresql://127.0.0.1/sluice
export SLUICE_POSTGRES_USER=sluice
export SLUICE_POSTGRES_PASSWORD=none
# A rehearsal has no database to bring up to date.
export SPRING_FLYWAY_ENABLED=false

# Its clients look for Kafka meanwhile, and would tell that there is none.
export LOGGING_LEVEL_ORG_APACHE_KAFKA=error

# Not copied: whoever the service runs as must be able to read it.
cat "$here/java.options" >"$folder/java.options"
# What the JVM says at a lower level is of classes that it leaves out.
java @"$folder/java.options" -XX:AOTCacheOutput="$folder/service.aot" -Xlog:aot=error -Dspring.context.exit=onRefresh \
  -Dsluice.rehearsal=true -jar "$folder/service.jar"
