#!/bin/sh
# Prints a .env for docker-compose.yml with new random secrets. It needs nothing but a POSIX shell and coreutils.
set -eu

# So many random bytes, as base64 that fits into a URL and a command line.
random() {
  head -c "$1" /dev/urandom | base64 | tr -d '\n=' | tr '+/' '-_'
}

# 32 random bytes as base64.
secret() {
  head -c 32 /dev/urandom | base64 | tr -d '\n'
}

# Tink's form of a keyset with one AES-256-GCM key: field 3 of the key's message is 32 bytes long.
keyset() {
  id=$(( $(od -An -N4 -tu4 /dev/urandom) % 2147483647 + 1 ))
  value=$({ printf '\032\040'; head -c 32 /dev/urandom; } | base64 | tr -d '\n')
  printf '{"primaryKeyId":%s,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",' "$id"
  printf '"value":"%s","keyMaterialType":"SYMMETRIC"},"status":"ENABLED","keyId":%s,' "$value" "$id"
  printf '"outputPrefixType":"TINK"}]}'
}

cat <<END
SLUICE_ADMIN_KEY=sk_live_$(random 30)
SLUICE_ID_SECRETS=$(secret)
SLUICE_IDEMPOTENCY_SECRET=$(secret)
SLUICE_TOKEN_SECRETS=$(secret)
SLUICE_KEYSET='$(keyset)'
SLUICE_SUPERUSER_PASSWORD=$(random 24)
SLUICE_WORKER_PASSWORD=$(random 24)
SLUICE_INGRESS_PASSWORD=$(random 24)
SLUICE_USAGE_PASSWORD=$(random 24)
SLUICE_REGISTRY_PASSWORD=$(random 24)
KAFKA_CLUSTER_ID=S$(random 16 | cut -c 2-)
END
