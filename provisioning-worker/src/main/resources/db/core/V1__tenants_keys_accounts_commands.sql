-- The worker owns this schema. Others read it through the group sluice_reader, and only the rows of the tenant and
-- environment that their transaction names: a query that forgets to ask for a tenant finds nothing.

GRANT USAGE ON SCHEMA core TO sluice_reader;

-- A slug is never given to another tenant, as addresses of callers may be made of it.
CREATE TABLE tenant (
    id              uuid PRIMARY KEY,
    name            text        NOT NULL,
    slug            text        NOT NULL UNIQUE,
    status          text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    -- What becomes of its limits where nodes hear nothing of each other.
    limits_fallback text        NOT NULL DEFAULT 'share' CHECK (limits_fallback IN ('share', 'open', 'closed')),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         bigint      NOT NULL DEFAULT 1
);

-- The platform's own, which makes and keeps all others.
INSERT INTO tenant (id, name, slug, created_at, updated_at)
VALUES ('00000000-0000-0000-0000-000000000001', 'default', 'default', now(), now());

-- Integers for those who count in integers, handed out in blocks: unique per tenant, gaps allowed.
CREATE TABLE number_block (
    tenant_id uuid   NOT NULL REFERENCES tenant,
    kind      text   NOT NULL,
    next      bigint NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);

-- Permissions under a name.
CREATE TABLE role (
    id          uuid PRIMARY KEY,
    number      bigint      NOT NULL,
    tenant_id   uuid        NOT NULL REFERENCES tenant,
    name        text        NOT NULL,
    description text,
    permissions text[]      NOT NULL,
    builtin     boolean     NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     bigint      NOT NULL DEFAULT 1,
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, name)
);

-- The roles that a tenant has from its first day. Their numbers are before those that are handed out.
CREATE FUNCTION make_builtin_roles(tenant uuid, now timestamptz) RETURNS void
    LANGUAGE sql
AS $$
    INSERT INTO core.role (id, number, tenant_id, name, description, permissions, builtin, created_at, updated_at)
    SELECT gen_random_uuid(), builtin.number, tenant, builtin.name, builtin.description, builtin.permissions, true,
           now, now
      FROM (VALUES (1, 'admin', 'everything', ARRAY['*:*']),
                   (2, 'read-only', 'sees everything and changes nothing', ARRAY['*:read']),
                   (3, 'integration', 'provisions: accounts, and all that can be done to them',
                    ARRAY['accounts:*', 'commands:read', 'outbounds:read', 'rules:read', 'subscriptions:read',
                          'traffic:read']),
                   (4, 'service-desk', 'sees, adds and changes work items, customers and tasks',
                    ARRAY['customers:read', 'customers:write', 'tasks:read', 'tasks:write', 'work-items:read',
                          'work-items:write'])) AS builtin (number, name, description, permissions);
    INSERT INTO core.number_block (tenant_id, kind, next) VALUES (tenant, 'role', 5);
$$;

SELECT make_builtin_roles('00000000-0000-0000-0000-000000000001', now());

-- Who signs in. A customer may be below a reseller, who then sees it. What a password was hashed to stands in a table
-- of its own, which no reader sees.
CREATE TABLE person (
    id         uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenant,
    email      text        NOT NULL CHECK (email = lower(email)),
    name       text,
    kind       text        NOT NULL
        CHECK (kind IN ('platform_admin', 'tenant_admin', 'staff', 'reseller', 'customer')),
    parent_id  uuid        REFERENCES person,
    role_ids   uuid[]      NOT NULL DEFAULT '{}',
    status     text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'deleted')),
    generation bigint      NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version    bigint      NOT NULL DEFAULT 1
);

-- Whoever is deleted leaves the row, and the address to another.
CREATE UNIQUE INDEX person_email ON person (tenant_id, email) WHERE status <> 'deleted';
CREATE INDEX person_kind ON person (tenant_id, kind, email) WHERE status <> 'deleted';
CREATE INDEX person_parent ON person (parent_id, email) WHERE parent_id IS NOT NULL AND status <> 'deleted';
CREATE INDEX person_roles ON person USING gin (role_ids) WHERE role_ids <> '{}' AND status <> 'deleted';

CREATE TABLE password (
    person_id uuid PRIMARY KEY REFERENCES person,
    hash      text NOT NULL
);

-- What signing in has to know of the person of this address, in the tenant that the transaction names: of one person at
-- a time, so that who can read can still not take all hashes away.
CREATE FUNCTION sign_in(given_email text) RETURNS TABLE (id uuid, hash text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT person.id, password.hash
      FROM core.person JOIN core.password ON person_id = person.id
     WHERE tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
       AND email = given_email AND status = 'active'
$$;

REVOKE ALL ON FUNCTION sign_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sign_in TO sluice_reader;

-- From signing in to signing out. Only the refresh token of this sequence is good; one of before ends the session.
CREATE TABLE session (
    id           uuid PRIMARY KEY,
    tenant_id    uuid        NOT NULL REFERENCES tenant,
    environment  text        NOT NULL CHECK (environment IN ('live', 'test')),
    person_id    uuid        NOT NULL REFERENCES person,
    sequence     int         NOT NULL DEFAULT 1,
    opened_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz
);

CREATE INDEX session_open ON session (person_id) WHERE ended_at IS NULL;
-- Who has ended one so lately that its access tokens may be about.
CREATE INDEX session_ended ON session (person_id, ended_at) WHERE ended_at IS NOT NULL;

-- Who administered what, from where: a row for each change, with what was changed before and after, and no secret; and
-- for each that was refused, with why. Rows are added and never changed or deleted, not even by the worker.
CREATE TABLE audit (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL,
    environment text        NOT NULL,
    at          timestamptz NOT NULL,
    principal   text        NOT NULL,
    address     text,
    type        text        NOT NULL,
    resource_id text        NOT NULL,
    error_code  text,
    before      jsonb,
    after       jsonb
);

CREATE INDEX audit_at ON audit (tenant_id, at, id);
CREATE INDEX audit_resource ON audit (tenant_id, resource_id, at, id);
CREATE INDEX audit_principal ON audit (tenant_id, principal, at, id);
CREATE INDEX audit_type ON audit (tenant_id, type, at, id);

CREATE FUNCTION stay() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION stay();

CREATE TABLE api_key (
    id                uuid PRIMARY KEY,
    number            bigint      NOT NULL,
    tenant_id         uuid        NOT NULL REFERENCES tenant,
    environment       text        NOT NULL CHECK (environment IN ('live', 'test')),
    name              text        NOT NULL,
    description       text,
    notes             text,
    integration       text,
    style             text        NOT NULL CHECK (style IN ('sk', 'pak', 'xpanel', 'vps')),
    customer_id       text,
    reseller_id       text,
    -- Addresses and ranges in their one form; none is everywhere.
    allowed_ips       text[]      NOT NULL DEFAULT '{}',
    server_ids        text[]      NOT NULL DEFAULT '{}',
    panel_url         text,
    key_hash          bytea       NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    previous_key_hash bytea       CHECK (length(previous_key_hash) = 32),
    previous_ends_at  timestamptz,
    prefix            text        NOT NULL,
    masked            text        NOT NULL,
    scopes            text[]      NOT NULL,
    -- Of a key that is for good what it is, the role may be deleted.
    role_id           uuid        REFERENCES role ON DELETE SET NULL,
    -- Of the key alone, the shortest window first: seconds, and how many requests within them.
    rate_limit_windows int[]      NOT NULL DEFAULT '{}',
    rate_limit_maxima bigint[]    NOT NULL DEFAULT '{}',
    status            text        NOT NULL
        CHECK (status IN ('active', 'inactive', 'expired', 'revoked', 'deleted')),
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    rotated_at        timestamptz,
    expires_at        timestamptz,
    revoked_at        timestamptz,
    grants_version    bigint      NOT NULL,
    version           bigint      NOT NULL,
    UNIQUE (tenant_id, number),
    CHECK (cardinality(rate_limit_windows) = cardinality(rate_limit_maxima))
);

-- An imported secret must be new, and one that was rotated away is not.
CREATE INDEX api_key_previous ON api_key (previous_key_hash) WHERE previous_key_hash IS NOT NULL;

-- Keys are listed as accounts are: by kind, of which there are at most 40, each a walk from where the page before ended.
CREATE INDEX api_key_numbered ON api_key (tenant_id, status, environment, style, number, id);
CREATE INDEX api_key_created ON api_key (tenant_id, status, environment, style, created_at, id);
CREATE INDEX api_key_expires
    ON api_key (tenant_id, status, environment, style,
                (CASE WHEN expires_at IS NULL THEN 'infinity' ELSE expires_at END), id);
CREATE INDEX api_key_named ON api_key (tenant_id, name, id) WHERE status <> 'deleted';
CREATE INDEX api_key_integration ON api_key (tenant_id, integration, status, environment, style, number, id)
    WHERE integration IS NOT NULL;
CREATE INDEX api_key_customer ON api_key (tenant_id, customer_id, status, environment, style, number, id)
    WHERE customer_id IS NOT NULL;
CREATE INDEX api_key_reseller ON api_key (tenant_id, reseller_id, status, environment, style, number, id)
    WHERE reseller_id IS NOT NULL;

CREATE INDEX api_key_role ON api_key (role_id, status, environment, style, number, id) WHERE role_id IS NOT NULL;

-- Who was given what: a row for each scope of each key, so that who holds one is a walk as all other lists are.
CREATE TABLE api_key_scope (
    tenant_id   uuid   NOT NULL,
    scope       text   NOT NULL,
    status      text   NOT NULL,
    environment text   NOT NULL,
    style       text   NOT NULL,
    number      bigint NOT NULL,
    id          uuid   NOT NULL REFERENCES api_key ON DELETE CASCADE,
    PRIMARY KEY (tenant_id, scope, status, environment, style, number, id)
);

CREATE INDEX api_key_scope_key ON api_key_scope (id);

CREATE FUNCTION keep_scopes() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM core.api_key_scope WHERE id = NEW.id;
    END IF;
    INSERT INTO core.api_key_scope (tenant_id, scope, status, environment, style, number, id)
    SELECT DISTINCT NEW.tenant_id, scope, NEW.status, NEW.environment, NEW.style, NEW.number, NEW.id
      FROM unnest(NEW.scopes) AS scope;
    RETURN NULL;
END;
$$;

CREATE TRIGGER scopes_given AFTER INSERT ON api_key FOR EACH ROW EXECUTE FUNCTION keep_scopes();
CREATE TRIGGER scopes_changed AFTER UPDATE ON api_key
    FOR EACH ROW WHEN (OLD.scopes IS DISTINCT FROM NEW.scopes OR OLD.status <> NEW.status)
    EXECUTE FUNCTION keep_scopes();

-- Whom time has still to move to the list of the expired. No request is decided by that.
CREATE INDEX api_key_due ON api_key (expires_at) WHERE status = 'active' AND expires_at IS NOT NULL;

-- How many requests may be made: by one key, by each key and person for itself, or by all of the tenant together.
CREATE TABLE rate_limit (
    id           uuid PRIMARY KEY,
    number       bigint      NOT NULL,
    tenant_id    uuid        NOT NULL REFERENCES tenant,
    environment  text        NOT NULL CHECK (environment IN ('live', 'test')),
    applies_to   text        NOT NULL CHECK (applies_to IN ('key', 'each_key', 'tenant')),
    key_id       uuid        REFERENCES api_key,
    -- Method and path as the document of the API has it; null is every route.
    route        text,
    max_requests bigint      NOT NULL CHECK (max_requests BETWEEN 1 AND 1000000000),
    window_size  int         NOT NULL CHECK (window_size BETWEEN 1 AND 86400),
    is_active    boolean     NOT NULL,
    shadow       boolean     NOT NULL,
    description  text,
    by_platform  boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    version      bigint      NOT NULL,
    UNIQUE (tenant_id, number),
    CHECK ((applies_to = 'key') = (key_id IS NOT NULL))
);

-- Listed as accounts are: by kind, of which there are at most 6, each a walk from where the page before ended. Of one
-- key there are few, whatever they are sorted by.
CREATE INDEX rate_limit_numbered ON rate_limit (tenant_id, environment, applies_to, is_active, number, id);
CREATE INDEX rate_limit_created ON rate_limit (tenant_id, environment, applies_to, is_active, created_at, id);
CREATE INDEX rate_limit_routed ON rate_limit (tenant_id, environment, route, applies_to, is_active, number, id)
    WHERE route IS NOT NULL;
CREATE INDEX rate_limit_key ON rate_limit (key_id, number, id) WHERE key_id IS NOT NULL;

-- Those that went with their keys, so that this can be told as often as it takes.
CREATE TABLE rate_limit_of_deleted_key (
    key_id uuid NOT NULL REFERENCES api_key,
    id     uuid NOT NULL,
    PRIMARY KEY (key_id, id)
);

CREATE FUNCTION delete_rate_limits() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    WITH gone AS (DELETE FROM core.rate_limit WHERE key_id = NEW.id RETURNING key_id, id)
    INSERT INTO core.rate_limit_of_deleted_key (key_id, id)
    SELECT key_id, id FROM gone;
    RETURN NULL;
END;
$$;

CREATE TRIGGER rate_limits_end AFTER UPDATE ON api_key
    FOR EACH ROW WHEN (OLD.status <> 'deleted' AND NEW.status = 'deleted')
    EXECUTE FUNCTION delete_rate_limits();

-- The SLUICE_ADMIN_KEY that the first key was last made from: until another one is set, the key is changed as any other.
CREATE TABLE admin_key_setting (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    key_hash bytea   NOT NULL CHECK (length(key_hash) = 32)
);

-- A way out of a node for the traffic of accounts.
CREATE TABLE outbound (
    id                  uuid PRIMARY KEY,
    number              bigint      NOT NULL,
    tenant_id           uuid        NOT NULL REFERENCES tenant,
    environment         text        NOT NULL CHECK (environment IN ('live', 'test')),
    name                text        NOT NULL,
    protocol            text        NOT NULL CHECK (protocol IN ('direct', 'socks5', 'http', 'shadowsocks')),
    address             text,
    port                int         CHECK (port BETWEEN 1 AND 65535),
    username            text,
    password_ciphertext bytea,
    remark              text,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    version             bigint      NOT NULL,
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, environment, name)
);

-- What nodes do with some of the traffic of accounts.
CREATE TABLE rule (
    id          uuid PRIMARY KEY,
    number      bigint      NOT NULL,
    tenant_id   uuid        NOT NULL REFERENCES tenant,
    environment text        NOT NULL CHECK (environment IN ('live', 'test')),
    name        text        NOT NULL,
    content     text        NOT NULL,
    priority    int         NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     bigint      NOT NULL,
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, environment, name)
);

-- Room is left in each page, so that traffic is counted in place and touches no index.
CREATE TABLE account (
    id                  uuid PRIMARY KEY,
    number              bigint      NOT NULL,
    tenant_id           uuid        NOT NULL REFERENCES tenant,
    environment         text        NOT NULL CHECK (environment IN ('live', 'test')),
    username            text        NOT NULL,
    password_ciphertext bytea       NOT NULL,
    protocol            text        NOT NULL,
    state               text        NOT NULL
        CHECK (state IN ('active', 'disabled', 'limited', 'expired', 'on_hold', 'deleted')),
    email               text,
    remark              text,
    expires_at          timestamptz,
    hold_days           int,
    total_traffic_bytes bigint,
    upload_bytes        bigint      NOT NULL DEFAULT 0,
    download_bytes      bigint      NOT NULL DEFAULT 0,
    used_traffic_bytes  bigint      GENERATED ALWAYS AS (upload_bytes + download_bytes) VIRTUAL,
    reset_strategy      text        NOT NULL DEFAULT 'no_reset'
        CHECK (reset_strategy IN ('no_reset', 'day', 'week', 'month', 'month_rolling', 'year')),
    traffic_resets_at   timestamptz,
    traffic_reset_at    timestamptz,
    node                text,
    port                int         CHECK (port BETWEEN 1 AND 65535),
    send_limit          int,
    receive_limit       int,
    max_conn_count      int,
    outbound_id         uuid,
    rule_ids            uuid[]      NOT NULL DEFAULT '{}',
    metadata            jsonb       NOT NULL DEFAULT '{}',
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    version             bigint      NOT NULL,
    UNIQUE (tenant_id, number)
) WITH (fillfactor = 90);

-- A deleted account leaves its row, and its name to another.
CREATE UNIQUE INDEX account_username ON account (tenant_id, environment, username) WHERE state <> 'deleted';

-- Protocols that cannot tell their users apart on one port: each account has one of its node for itself.
CREATE UNIQUE INDEX account_port ON account (tenant_id, environment, node, port)
    WHERE port IS NOT NULL AND protocol IN ('socks5', 'http', 'shadowsocks') AND state <> 'deleted';

-- Who uses an outbound or a rule, which cannot be deleted as long as somebody does. Most accounts are in neither.
CREATE INDEX account_outbound ON account (outbound_id) WHERE outbound_id IS NOT NULL AND state <> 'deleted';
CREATE INDEX account_rules ON account USING gin (rule_ids) WHERE rule_ids <> '{}' AND state <> 'deleted';

-- A list by time is narrowed by state, protocol, both or neither, and each pair of them is one walk from where the page
-- before ended: how rare a pair is does not matter. A list by username goes along the index above. It is CASE and not
-- coalesce, which row security does not hold to be free of side effects, and so would not look up in an index.
CREATE INDEX account_created ON account (tenant_id, environment, state, protocol, created_at, id);
CREATE INDEX account_expires
    ON account (tenant_id, environment, state, protocol,
                (CASE WHEN expires_at IS NULL THEN 'infinity' ELSE expires_at END), id);

-- Whom time has still to stop or to give its volume anew, over all tenants. Who is stopped leaves the index, so that
-- looking for the next ones never walks over those of the past.
CREATE INDEX account_due ON account (least(expires_at, traffic_resets_at))
    WHERE state IN ('active', 'limited') AND least(expires_at, traffic_resets_at) IS NOT NULL;

-- What an account is when nothing but time and traffic decides.
CREATE FUNCTION standing(hold_days int, expires_at timestamptz, total_bytes bigint, used_bytes bigint, now timestamptz)
    RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN expires_at <= now THEN 'expired'
                WHEN total_bytes <= used_bytes THEN 'limited'
                WHEN hold_days IS NOT NULL THEN 'on_hold'
                ELSE 'active' END;

-- The first instant after now at which traffic counts from zero again: at midnight in UTC, on Mondays, firsts of months
-- and firsts of January; month_rolling goes by the day and time of creation, or the last day of a month without it.
CREATE FUNCTION next_reset(strategy text, created_at timestamptz, now timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE
    RETURN CASE strategy
        WHEN 'day' THEN (date_trunc('day', now AT TIME ZONE 'UTC') + interval '1 day') AT TIME ZONE 'UTC'
        WHEN 'week' THEN (date_trunc('week', now AT TIME ZONE 'UTC') + interval '1 week') AT TIME ZONE 'UTC'
        WHEN 'month' THEN (date_trunc('month', now AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC'
        WHEN 'year' THEN (date_trunc('year', now AT TIME ZONE 'UTC') + interval '1 year') AT TIME ZONE 'UTC'
        WHEN 'month_rolling' THEN
            (SELECT min(reset.at)
               FROM (SELECT (created_at AT TIME ZONE 'UTC' + (months.past + more) * interval '1 month')
                                AT TIME ZONE 'UTC' AS at
                       FROM (SELECT (extract(year FROM now AT TIME ZONE 'UTC')
                                         - extract(year FROM created_at AT TIME ZONE 'UTC')) * 12
                                    + extract(month FROM now AT TIME ZONE 'UTC')
                                    - extract(month FROM created_at AT TIME ZONE 'UTC') AS past) AS months
                      CROSS JOIN generate_series(0, 1) AS more) AS reset
              WHERE reset.at > now)
        END;

-- What each node has counted for each account. The counter is the node's own, as it was last reported; the bytes are
-- the sum of all that it ever added to them, however often it began anew.
CREATE TABLE traffic_counter (
    account_id       uuid        NOT NULL,
    node             text        NOT NULL,
    counters_since   timestamptz NOT NULL,
    counter_upload   bigint      NOT NULL,
    counter_download bigint      NOT NULL,
    upload_bytes     bigint      NOT NULL,
    download_bytes   bigint      NOT NULL,
    reported_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, node)
) WITH (fillfactor = 80);

-- One row per command that was ever taken up: what makes a second delivery harmless. The outcome is the record of
-- command-results as it was published, so that a redelivery publishes the same again; of a command that waits for its
-- time it says just that.
CREATE TABLE command (
    claim       uuid PRIMARY KEY,
    id          uuid        NOT NULL,
    tenant_id   uuid        NOT NULL,
    environment text        NOT NULL,
    type        text        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('scheduled', 'succeeded', 'failed', 'cancelled')),
    outcome     bytea       NOT NULL,
    accepted_at timestamptz NOT NULL
);

-- A list is narrowed by status, type, both or neither, and each pair of them is one walk from where the page before
-- ended. There are few pairs, so one index serves all lists, and how rare a pair is does not matter.
CREATE INDEX command_listed ON command (tenant_id, environment, status, type, accepted_at, id);

-- Commands that wait for their time, each with a row in command. When it comes they are queued: put into their topic
-- once more, to be applied as all others are. Whoever takes the row away decides what becomes of the command.
CREATE TABLE scheduled_command (
    claim       uuid PRIMARY KEY,
    position    bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    topic       text        NOT NULL,
    resource_id text        NOT NULL,
    due_at      timestamptz NOT NULL,
    queued      boolean     NOT NULL DEFAULT false,
    record      bytea       NOT NULL
);

CREATE INDEX scheduled_command_due ON scheduled_command (due_at, position) WHERE NOT queued;
-- Those that are queued are few, unless no worker gets on; then this tells at once how long the first one waits.
CREATE INDEX scheduled_command_queued ON scheduled_command (due_at) WHERE queued;
CREATE INDEX scheduled_command_order ON scheduled_command (resource_id, due_at, position);

-- How far each partition is applied in these tables. Kafka keeps the same with its group; a database that was restored
-- from a backup is behind that, and goes on from here.
CREATE TABLE applied_offset (
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- What was done at its time and not by a command, and is to be told: each batch was committed together with what it
-- tells of. One worker at a time fills and tells a slot. There are as many slots as events.accounts has partitions:
-- Kafka keeps beside them how far each slot is told.
CREATE TABLE outbox_slot (
    slot         int PRIMARY KEY,
    owner        uuid,
    leased_until timestamptz,
    next_batch   bigint NOT NULL DEFAULT 0
);

INSERT INTO outbox_slot (slot)
SELECT generate_series(0, 11);

CREATE TABLE outbox (
    slot    int    NOT NULL REFERENCES outbox_slot,
    batch   bigint NOT NULL,
    topics  text[]  NOT NULL,
    keys    text[]  NOT NULL,
    headers text[]  NOT NULL,
    records bytea[] NOT NULL,
    PRIMARY KEY (slot, batch)
);

-- Rows live for milliseconds: compressing them would cost more than writing them.
ALTER TABLE outbox ALTER COLUMN headers SET STORAGE EXTERNAL, ALTER COLUMN records SET STORAGE EXTERNAL;

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE number_block ENABLE ROW LEVEL SECURITY;
ALTER TABLE role ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE password ENABLE ROW LEVEL SECURITY;
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key_scope ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limit ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limit_of_deleted_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbound ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE traffic_counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE command ENABLE ROW LEVEL SECURITY;

-- The platform's own tenant sees all others; they see themselves.
CREATE POLICY own_tenant ON tenant FOR SELECT TO sluice_reader
    USING (nullif(current_setting('sluice.tenant', true), '')::uuid
               IN (id, '00000000-0000-0000-0000-000000000001'));
CREATE POLICY own_tenant ON audit FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid);
CREATE POLICY own_tenant ON person FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid);
CREATE POLICY own_tenant_and_environment ON session FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND environment = current_setting('sluice.environment', true));
CREATE POLICY own_tenant ON role FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid);
-- A live key sees test keys too, and a test key no live one.
CREATE POLICY own_tenant_and_environment ON api_key FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND (environment = 'test' OR current_setting('sluice.environment', true) = 'live'));
CREATE POLICY own_tenant_and_environment ON api_key_scope FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND (environment = 'test' OR current_setting('sluice.environment', true) = 'live'));
CREATE POLICY own_tenant_and_environment ON account FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND environment = current_setting('sluice.environment', true));
CREATE POLICY own_tenant_and_environment ON outbound FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND environment = current_setting('sluice.environment', true));
CREATE POLICY own_tenant_and_environment ON rule FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND environment = current_setting('sluice.environment', true));
CREATE POLICY own_tenant_and_environment ON rate_limit FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND environment = current_setting('sluice.environment', true));
CREATE POLICY own_account ON traffic_counter FOR SELECT TO sluice_reader
    USING (EXISTS (SELECT FROM account WHERE account.id = account_id));
CREATE POLICY own_tenant_and_environment ON command FOR SELECT TO sluice_reader
    USING (tenant_id = nullif(current_setting('sluice.tenant', true), '')::uuid
        AND environment = current_setting('sluice.environment', true));

-- Neither the hash of a key nor the password of an outbound is anything that a reader has a use for. That of an account
-- stands in the links to it; only who has the keyset can decrypt it.
GRANT SELECT (id, number, tenant_id, environment, name, description, notes, integration, style, customer_id, reseller_id,
              allowed_ips, server_ids, panel_url, previous_ends_at, prefix, masked, scopes, role_id,
              rate_limit_windows, rate_limit_maxima, status, created_at, updated_at, rotated_at, expires_at, revoked_at,
              version) ON api_key TO sluice_reader;
GRANT SELECT (id, number, tenant_id, environment, username, password_ciphertext, protocol, state, email, remark,
              expires_at, hold_days, total_traffic_bytes, upload_bytes, download_bytes, used_traffic_bytes,
              reset_strategy, traffic_resets_at, traffic_reset_at, node, port, send_limit, receive_limit, max_conn_count, outbound_id,
              rule_ids, metadata, created_at, updated_at, version)
    ON account TO sluice_reader;
GRANT SELECT (id, number, tenant_id, environment, name, protocol, address, port, username, remark, created_at,
              updated_at, version) ON outbound TO sluice_reader;
GRANT SELECT ON api_key_scope TO sluice_reader;
GRANT SELECT ON tenant TO sluice_reader;
GRANT SELECT ON role TO sluice_reader;
GRANT SELECT ON person TO sluice_reader;
GRANT SELECT (id, tenant_id, environment, sequence, expires_at, ended_at) ON session TO sluice_reader;
GRANT SELECT ON audit TO sluice_reader;
GRANT SELECT ON rule TO sluice_reader;
GRANT SELECT ON rate_limit TO sluice_reader;
GRANT SELECT ON traffic_counter TO sluice_reader;
GRANT SELECT ON command TO sluice_reader;
