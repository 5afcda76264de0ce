-- The tables of the workbench. Portable PostgreSQL: no extensions, no triggers, no sequences; ids come from the program.
--
-- Every row that belongs to an organisation names it, and the keys begin with it, so that a distributed PostgreSQL can shard by it.
-- Text that is compared or sorted has the collation "C": the same order everywhere, whatever the server's language.
-- JSON is kept as text: jsonb would sort the keys of a body, whose order people chose, and refuses \u0000.

CREATE TABLE organisation (
  id text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE person (
  id text COLLATE "C" PRIMARY KEY,
  email text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);

CREATE TABLE membership (
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  person_id text COLLATE "C" NOT NULL REFERENCES person (id),
  role text COLLATE "C" NOT NULL CHECK (role IN ('admin', 'editor', 'assessor', 'reviewer', 'reader')),
  PRIMARY KEY (organisation_id, person_id, role)
);
CREATE INDEX membership_of_person ON membership (person_id);

CREATE TABLE invitation (
  id text COLLATE "C" PRIMARY KEY,
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  email text COLLATE "C" NOT NULL,
  roles text[] NOT NULL,
  token_hash text COLLATE "C" NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX invitation_of_organisation ON invitation (organisation_id, created_at);

CREATE TABLE dossier (
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  id text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  -- What lists sort by.
  sort_name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('product', 'trust-service')),
  release text,
  -- JSON: who takes part, as dossier_party has it; here so that each party sees the others.
  parties text NOT NULL,
  revision bigint NOT NULL,
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX dossier_by_name ON dossier (organisation_id, sort_name, id);

-- Which organisations other than the owner reach a dossier, and as what.
CREATE TABLE dossier_party (
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  dossier_id text COLLATE "C" NOT NULL,
  party text COLLATE "C" NOT NULL CHECK (party IN ('supplier', 'laboratory', 'client')),
  owner_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (organisation_id, dossier_id, party),
  FOREIGN KEY (owner_id, dossier_id) REFERENCES dossier (organisation_id, id)
);
CREATE INDEX dossier_party_of_dossier ON dossier_party (owner_id, dossier_id);

-- The present records. A removed record stays as a row without body, so that its versions go on counting.
CREATE TABLE record (
  organisation_id text COLLATE "C" NOT NULL,
  dossier_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  position int NOT NULL,
  body text,
  version int NOT NULL,
  revision bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by text NOT NULL,
  PRIMARY KEY (organisation_id, dossier_id, kind, key),
  FOREIGN KEY (organisation_id, dossier_id) REFERENCES dossier (organisation_id, id)
);

-- Every version of every record; nothing is ever changed here. Body null: removed.
CREATE TABLE record_version (
  organisation_id text COLLATE "C" NOT NULL,
  dossier_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  version int NOT NULL,
  position int NOT NULL,
  body text,
  revision bigint NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  PRIMARY KEY (organisation_id, dossier_id, kind, key, version),
  FOREIGN KEY (organisation_id, dossier_id) REFERENCES dossier (organisation_id, id)
);
CREATE INDEX record_version_by_revision ON record_version (organisation_id, dossier_id, revision, kind, key);

CREATE TABLE evaluation (
  organisation_id text COLLATE "C" NOT NULL,
  dossier_id text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  as_of date NOT NULL,
  summary text NOT NULL,
  result text NOT NULL,
  PRIMARY KEY (organisation_id, dossier_id, revision, as_of),
  FOREIGN KEY (organisation_id, dossier_id) REFERENCES dossier (organisation_id, id)
);

CREATE TABLE blob (
  sha256 text COLLATE "C" PRIMARY KEY,
  bytes bigint NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE evidence_blob (
  organisation_id text COLLATE "C" NOT NULL,
  dossier_id text COLLATE "C" NOT NULL,
  evidence_id text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL REFERENCES blob (sha256),
  name text NOT NULL,
  media_type text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (organisation_id, dossier_id, evidence_id),
  FOREIGN KEY (organisation_id, dossier_id) REFERENCES dossier (organisation_id, id)
);
CREATE INDEX evidence_blob_by_content ON evidence_blob (sha256);

CREATE TABLE audit_event (
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  actor text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  detail text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (organisation_id, seq)
);
CREATE INDEX audit_event_by_subject ON audit_event (organisation_id, subject, seq);

CREATE TABLE audit_head (
  organisation_id text COLLATE "C" PRIMARY KEY REFERENCES organisation (id),
  seq bigint NOT NULL,
  hash text NOT NULL,
  signature text NOT NULL,
  key_id text NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE job (
  id text COLLATE "C" PRIMARY KEY,
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  dossier_id text COLLATE "C",
  kind text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress double precision NOT NULL,
  message text NOT NULL,
  input text NOT NULL,
  result text,
  attempts int NOT NULL,
  locked_by text,
  locked_until timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX job_waiting ON job (created_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX job_of_organisation ON job (organisation_id, created_at, id);

CREATE TABLE api_token (
  id text COLLATE "C" PRIMARY KEY,
  organisation_id text COLLATE "C" NOT NULL REFERENCES organisation (id),
  person_id text COLLATE "C" NOT NULL REFERENCES person (id),
  name text NOT NULL,
  token_hash text COLLATE "C" NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX api_token_of_organisation ON api_token (organisation_id, created_at);

CREATE TABLE local_link (
  token_hash text COLLATE "C" PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
