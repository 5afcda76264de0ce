/** Passwords, second factors and sessions in the database. */
import type {
  Attempts,
  Passkey,
  PasswordRecord,
  Session,
  SessionStage,
  SignInMethod,
  SignInStore,
  Sql,
  TotpRecord,
} from "#workbench/stored";

/** The store, bound to one transaction. */
export function signInStore(sql: Sql): SignInStore {
  return {
    ...passwordPart(sql),
    ...totpPart(sql),
    ...passkeyPart(sql),
    ...identityPart(sql),
    ...sessionPart(sql),
    ...attemptPart(sql),
  };
}

type PasswordPart = Pick<SignInStore, "password" | "setPassword">;

function passwordPart(sql: Sql): PasswordPart {
  return {
    password: async (personId): Promise<PasswordRecord | undefined> => {
      const [row] = await sql.query<{ hash: string; set_at: string }>(
        "SELECT hash, set_at FROM auth_password WHERE person_id = $1",
        [personId],
      );
      return row === undefined ? undefined : { hash: row.hash, setAt: row.set_at };
    },
    setPassword: async (personId, hash, at) => {
      await sql.query(
        `INSERT INTO auth_password (person_id, hash, set_at) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at`,
        [personId, hash, at],
      );
    },
  };
}

type TotpPart = Pick<
  SignInStore,
  | "totp"
  | "putTotp"
  | "confirmTotp"
  | "removeTotp"
  | "useTotpStep"
  | "putRecoveryCodes"
  | "useRecoveryCode"
  | "countRecoveryCodes"
>;

function totpPart(sql: Sql): TotpPart {
  return {
    totp: async (personId): Promise<TotpRecord | undefined> => {
      const [row] = await sql.query<{ sealed: string; confirmed_at: string | null }>(
        "SELECT sealed, confirmed_at FROM auth_totp WHERE person_id = $1",
        [personId],
      );
      return row === undefined
        ? undefined
        : { sealed: row.sealed, confirmedAt: row.confirmed_at ?? undefined };
    },
    putTotp: async (personId, sealed) => {
      await sql.query(
        `INSERT INTO auth_totp (person_id, sealed, confirmed_at, last_step) VALUES ($1, $2, NULL, 0)
         ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, confirmed_at = NULL, last_step = 0`,
        [personId, sealed],
      );
    },
    confirmTotp: (personId, at) =>
      touched(sql, "UPDATE auth_totp SET confirmed_at = $2 WHERE person_id = $1 RETURNING person_id", [
        personId,
        at,
      ]),
    removeTotp: async (personId) => {
      await sql.query("DELETE FROM auth_recovery_code WHERE person_id = $1", [personId]);
      return touched(sql, "DELETE FROM auth_totp WHERE person_id = $1 RETURNING person_id", [personId]);
    },
    useTotpStep: (personId, step) =>
      touched(
        sql,
        "UPDATE auth_totp SET last_step = $2 WHERE person_id = $1 AND last_step < $2 RETURNING person_id",
        [personId, step],
      ),
    putRecoveryCodes: async (personId, codeHashes) => {
      await sql.query("DELETE FROM auth_recovery_code WHERE person_id = $1", [personId]);
      for (const codeHash of codeHashes) {
        await sql.query("INSERT INTO auth_recovery_code (person_id, code_hash) VALUES ($1, $2)", [
          personId,
          codeHash,
        ]);
      }
    },
    useRecoveryCode: (personId, codeHash) =>
      touched(
        sql,
        "DELETE FROM auth_recovery_code WHERE person_id = $1 AND code_hash = $2 RETURNING person_id",
        [personId, codeHash],
      ),
    countRecoveryCodes: async (personId) => {
      const rows = await sql.query("SELECT code_hash FROM auth_recovery_code WHERE person_id = $1", [
        personId,
      ]);
      return rows.length;
    },
  };
}

interface PasskeyRow {
  id: string;
  person_id: string;
  name: string;
  public_key: string;
  counter: number;
  transports: string[];
  created_at: string;
  last_used_at: string | null;
}

const passkeyColumns = "id, person_id, name, public_key, counter, transports, created_at, last_used_at";

type PasskeyPart = Pick<SignInStore, "passkeys" | "passkey" | "addPasskey" | "passkeyUsed" | "removePasskey">;

function passkeyPart(sql: Sql): PasskeyPart {
  return {
    passkeys: async (personId) => {
      const rows = await sql.query<PasskeyRow>(
        `SELECT ${passkeyColumns} FROM auth_passkey WHERE person_id = $1 ORDER BY created_at, id`,
        [personId],
      );
      return rows.map(passkeyOf);
    },
    passkey: async (id) => {
      const [row] = await sql.query<PasskeyRow>(`SELECT ${passkeyColumns} FROM auth_passkey WHERE id = $1`, [
        id,
      ]);
      return row === undefined ? undefined : passkeyOf(row);
    },
    addPasskey: (one) =>
      touched(
        sql,
        `INSERT INTO auth_passkey (${passkeyColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [one.id, one.personId, one.name, one.publicKey, one.counter, [...one.transports], one.createdAt],
      ),
    passkeyUsed: async (id, counter, at) => {
      await sql.query("UPDATE auth_passkey SET counter = $2, last_used_at = $3 WHERE id = $1", [
        id,
        counter,
        at,
      ]);
    },
    removePasskey: (personId, id) =>
      touched(sql, "DELETE FROM auth_passkey WHERE person_id = $1 AND id = $2 RETURNING id", [personId, id]),
  };
}

function passkeyOf(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    personId: row.person_id,
    name: row.name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  };
}

type IdentityPart = Pick<SignInStore, "personOfIdentity" | "addIdentity" | "putChallenge" | "takeChallenge">;

function identityPart(sql: Sql): IdentityPart {
  return {
    personOfIdentity: async (issuer, subject) => {
      const [row] = await sql.query<{ person_id: string }>(
        "SELECT person_id FROM auth_identity WHERE issuer = $1 AND subject = $2",
        [issuer, subject],
      );
      return row?.person_id;
    },
    addIdentity: (issuer, subject, personId, at) =>
      touched(
        sql,
        `INSERT INTO auth_identity (issuer, subject, person_id, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (issuer, subject) DO NOTHING RETURNING person_id`,
        [issuer, subject, personId, at],
      ),
    putChallenge: async (one) => {
      await sql.query(
        "INSERT INTO auth_challenge (token_hash, purpose, data, expires_at) VALUES ($1, $2, $3, $4)",
        [one.tokenHash, one.purpose, one.data, one.expiresAt],
      );
    },
    takeChallenge: async (tokenHash, purpose, at) => {
      const [row] = await sql.query<{ data: string; live: boolean }>(
        "DELETE FROM auth_challenge WHERE token_hash = $1 AND purpose = $2 RETURNING data, expires_at > $3 AS live",
        [tokenHash, purpose, at],
      );
      return row?.live === true ? row.data : undefined;
    },
  };
}

interface SessionRow {
  id: string;
  person_id: string;
  stage: SessionStage;
  method: SignInMethod;
  strong: boolean;
  created_at: string;
  proved_at: string;
  last_seen_at: string;
  idle_until: string;
  ends_at: string;
  device: string;
}

const sessionColumns =
  "id, person_id, stage, method, strong, created_at, proved_at, last_seen_at, idle_until, ends_at, device";

type SessionPart = Pick<
  SignInStore,
  | "putSession"
  | "findSession"
  | "touchSession"
  | "proveSession"
  | "sessions"
  | "endSession"
  | "endSessions"
  | "forgetEnded"
>;

function sessionPart(sql: Sql): SessionPart {
  return {
    putSession: async (one) => {
      await sql.query(
        `INSERT INTO auth_session (token_hash, ${sessionColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          one.tokenHash,
          one.id,
          one.personId,
          one.stage,
          one.method,
          one.strong,
          one.createdAt,
          one.provedAt,
          one.lastSeenAt,
          one.idleUntil,
          one.endsAt,
          one.device,
        ],
      );
    },
    findSession: async (tokenHash, at) => {
      const [row] = await sql.query<SessionRow>(
        `SELECT ${sessionColumns} FROM auth_session WHERE token_hash = $1 AND idle_until > $2 AND ends_at > $2`,
        [tokenHash, at],
      );
      return row === undefined ? undefined : sessionOf(row);
    },
    touchSession: async (id, at, idleUntil) => {
      await sql.query("UPDATE auth_session SET last_seen_at = $2, idle_until = $3 WHERE id = $1", [
        id,
        at,
        idleUntil,
      ]);
    },
    proveSession: async (id, at) => {
      await sql.query("UPDATE auth_session SET proved_at = $2 WHERE id = $1", [id, at]);
    },
    sessions: async (personId, at) => {
      const rows = await sql.query<SessionRow>(
        `SELECT ${sessionColumns} FROM auth_session
         WHERE person_id = $1 AND idle_until > $2 AND ends_at > $2 AND stage = 'signed-in' ORDER BY created_at DESC, id`,
        [personId, at],
      );
      return rows.map(sessionOf);
    },
    endSession: (personId, id) =>
      touched(sql, "DELETE FROM auth_session WHERE person_id = $1 AND id = $2 RETURNING id", [personId, id]),
    endSessions: async (personId, exceptId) => {
      const rows = await sql.query(
        "DELETE FROM auth_session WHERE person_id = $1 AND id <> $2 RETURNING id",
        [personId, exceptId ?? ""],
      );
      return rows.length;
    },
    forgetEnded: async (before) => {
      await sql.query("DELETE FROM auth_session WHERE idle_until < $1 OR ends_at < $1", [before]);
      await sql.query("DELETE FROM auth_challenge WHERE expires_at < $1", [before]);
      await sql.query(
        "DELETE FROM auth_attempt WHERE last_at < $1 AND (blocked_until IS NULL OR blocked_until < $1)",
        [before],
      );
    },
  };
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.id,
    personId: row.person_id,
    stage: row.stage,
    method: row.method,
    strong: row.strong,
    createdAt: row.created_at,
    provedAt: row.proved_at,
    lastSeenAt: row.last_seen_at,
    idleUntil: row.idle_until,
    endsAt: row.ends_at,
    device: row.device,
  };
}

type AttemptPart = Pick<SignInStore, "attempts" | "addFailure" | "block" | "clearFailures">;

function attemptPart(sql: Sql): AttemptPart {
  return {
    attempts: async (key): Promise<Attempts | undefined> => {
      const [row] = await sql.query<{ failures: number; blocked_until: string | null; last_at: string }>(
        "SELECT failures, blocked_until, last_at FROM auth_attempt WHERE key = $1",
        [key],
      );
      return row === undefined
        ? undefined
        : { failures: row.failures, blockedUntil: row.blocked_until ?? undefined, lastAt: row.last_at };
    },
    addFailure: async (key, at) => {
      const [row] = await sql.query<{ failures: number }>(
        `INSERT INTO auth_attempt (key, failures, blocked_until, last_at) VALUES ($1, 1, NULL, $2)
         ON CONFLICT (key) DO UPDATE SET failures = auth_attempt.failures + 1, last_at = excluded.last_at
         WHERE auth_attempt.blocked_until IS NULL OR auth_attempt.blocked_until <= excluded.last_at
         RETURNING failures`,
        [key, at],
      );
      return row?.failures ?? "blocked";
    },
    block: async (key, until) => {
      await sql.query("UPDATE auth_attempt SET blocked_until = $2 WHERE key = $1", [key, until]);
    },
    clearFailures: async (key) => {
      await sql.query("DELETE FROM auth_attempt WHERE key = $1", [key]);
    },
  };
}

async function touched(sql: Sql, text: string, parameters: readonly unknown[]): Promise<boolean> {
  return (await sql.query(text, parameters)).length > 0;
}
