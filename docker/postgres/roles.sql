-- Run once by the image of PostgreSQL, when its volume is new. Schemas and tables are the services' own.
\getenv worker_password SLUICE_WORKER_PASSWORD
\getenv ingress_password SLUICE_INGRESS_PASSWORD
\getenv usage_password SLUICE_USAGE_PASSWORD
\getenv registry_password SLUICE_REGISTRY_PASSWORD

CREATE ROLE sluice_reader NOLOGIN;
CREATE ROLE sluice_worker LOGIN PASSWORD :'worker_password';
CREATE ROLE sluice_ingress LOGIN PASSWORD :'ingress_password';
CREATE ROLE sluice_usage LOGIN PASSWORD :'usage_password';
CREATE ROLE sluice_registry LOGIN PASSWORD :'registry_password';

-- One writer per schema: those who own a schema may make it, and the ingress can only read.
REVOKE ALL ON DATABASE sluice FROM PUBLIC;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE sluice TO sluice_worker, sluice_usage;
GRANT CONNECT ON DATABASE sluice TO sluice_reader;
GRANT sluice_reader TO sluice_ingress;
ALTER ROLE sluice_ingress SET default_transaction_read_only = on;

CREATE DATABASE registry OWNER sluice_registry;
REVOKE ALL ON DATABASE registry FROM PUBLIC;
