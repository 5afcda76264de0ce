-- How people prove who they are. No table here belongs to an organisation: a person may be a member of several. The tables hold
-- hashes, sealed secrets and public keys only.

CREATE TABLE auth_password (
  person_id text COLLATE "C" PRIMARY KEY REFERENCES person (id),
  hash text NOT NULL,
  set_at timestamptz NOT NULL
);

-- `last_step` is the newest time step whose code was used: a code that was seen once is worthless.
CREATE TABLE auth_totp (
  person_id text COLLATE "C" PRIMARY KEY REFERENCES person (id),
  sealed text NOT NULL,
  confirmed_at timestamptz,
  last_step bigint NOT NULL
);

CREATE TABLE auth_recovery_code (
  person_id text COLLATE "C" NOT NULL REFERENCES person (id),
  code_hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE auth_passkey (
  id text COLLATE "C" PRIMARY KEY,
  person_id text COLLATE "C" NOT NULL REFERENCES person (id),
  name text NOT NULL,
  public_key text NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX auth_passkey_of_person ON auth_passkey (person_id);

CREATE TABLE auth_identity (
  issuer text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  person_id text COLLATE "C" NOT NULL REFERENCES person (id),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject)
);

CREATE TABLE auth_session (
  token_hash text COLLATE "C" PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  person_id text COLLATE "C" NOT NULL REFERENCES person (id),
  stage text COLLATE "C" NOT NULL CHECK (stage IN ('second-factor', 'signed-in')),
  method text COLLATE "C" NOT NULL,
  strong boolean NOT NULL,
  created_at timestamptz NOT NULL,
  proved_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  device text NOT NULL
);
CREATE INDEX auth_session_of_person ON auth_session (person_id, created_at);

CREATE TABLE auth_challenge (
  token_hash text COLLATE "C" PRIMARY KEY,
  purpose text COLLATE "C" NOT NULL,
  data text NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Failed sign-ins by account and by address, each named by a hash.
CREATE TABLE auth_attempt (
  key text COLLATE "C" PRIMARY KEY,
  failures int NOT NULL,
  blocked_until timestamptz,
  last_at timestamptz NOT NULL
);
