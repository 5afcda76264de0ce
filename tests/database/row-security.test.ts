/** Row-level security by itself: statements without any condition see and change the rows of the transaction's organisations only. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenStores } from "#store/server";
import { scopeSettings } from "../../src/store/database/scope.ts";
import { postgresIsThere, postgresPlace, type Place } from "./servers.ts";
import { at, author, icsWrite, newDossier, newOrganisation, newPerson, within } from "./subject.ts";

const there = await postgresIsThere();

const tablesOfOrganisations = [
  "organisation",
  "membership",
  "invitation",
  "dossier",
  "dossier_party",
  "record",
  "record_version",
  "evaluation",
  "evidence_blob",
  "audit_event",
  "audit_head",
  "job",
  "api_token",
];

describe.skipIf(!there)("row-level security", () => {
  let place: Place;
  let stores: OpenStores;
  let [maker, laboratory, stranger, shared] = ["", "", "", ""];
  const subject = { stores: (): OpenStores => stores };

  beforeAll(async () => {
    place = await postgresPlace();
    stores = await place.open();
    maker = await newOrganisation(subject, "Maker");
    laboratory = await newOrganisation(subject, "Laboratory");
    stranger = await newOrganisation(subject, "Stranger");
    shared = await newDossier(subject, maker, { laboratory });
    await fill(maker, shared);
    await fill(stranger, await newDossier(subject, stranger));
  });

  afterAll(async () => {
    await stores.close();
    await place.remove();
  });

  /** A row in every table. */
  async function fill(organisationId: string, dossierId: string): Promise<void> {
    const personId = await newPerson(subject);
    const id = `${organisationId}-1`;
    const common = { id, organisationId, createdAt: at };
    await within(subject, [organisationId], async (all) => {
      await all.organisations.setRoles(organisationId, personId, ["admin"]);
      await all.organisations.invite({
        ...common,
        email: "e",
        roles: ["reader"],
        expiresAt: at,
        createdBy: "p",
        tokenHash: id,
      });
      await all.records.write(dossierId, icsWrite("5.1-1", "secret", 0), author);
      const summary = { blockers: 0, warnings: 0, notes: 0, currentPhase: 1, conclusion: "" };
      await all.evaluations.put({ dossierId, revision: 1, asOf: "2026-03-01", summary, result: null });
      await all.evidence.link(
        { dossierId, evidenceId: "E", sha256: id, bytes: 1, name: "n", mediaType: "m" },
        author,
      );
      await all.audit.append({ organisationId, at, actor: "p", action: "a", subject: "s" });
      await all.jobs.enqueue({ ...common, kind: "report", input: null, createdBy: "p" });
      await all.tokens.create({
        ...common,
        personId,
        name: "t",
        tokenHash: id,
        scopes: [],
        expiresAt: undefined,
      });
    });
  }

  async function visible(
    table: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<readonly string[]> {
    const column = table === "organisation" ? "id" : "organisation_id";
    const rows = await stores.database.transaction(
      (sql) => sql.query<{ id: string }>(`SELECT DISTINCT ${column} AS id FROM ${table} ORDER BY 1`),
      { settings },
    );
    return rows.map((one) => one.id);
  }

  it("is in force for the role of the program", () => {
    expect(stores.database).toMatchObject({ kind: "postgres", rowSecurity: "enforced" });
  });

  it("stands on every table with an organisation", async () => {
    const rows = (await place.asAdministrator(
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS secured FROM pg_class c
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND (c.relname = 'organisation' OR EXISTS (
         SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id')) ORDER BY 1`,
    )) as readonly { name: string; secured: boolean }[];
    expect(rows.filter((one) => !one.secured)).toEqual([]);
    expect(rows.map((one) => one.name)).toEqual([...tablesOfOrganisations].sort());
  });

  it.each(tablesOfOrganisations)("shows no row of %s without settings, all with one's own", async (table) => {
    expect(await visible(table, {})).toEqual([]);
    expect(await visible(table, scopeSettings([]))).toEqual([]);
    expect(await visible(table, scopeSettings([stranger]))).toEqual([stranger]);
    expect(await visible(table, scopeSettings([maker, stranger]))).toEqual(
      expect.arrayContaining([maker, stranger]),
    );
  });

  it("shows a party the shared dossier and nothing else of its owner", async () => {
    const seen = await Promise.all(
      tablesOfOrganisations.map(async (table) => [table, await visible(table, scopeSettings([laboratory]))]),
    );
    expect(Object.fromEntries(seen)).toEqual({
      organisation: [laboratory, maker].sort(),
      membership: [],
      invitation: [],
      dossier: [maker],
      dossier_party: [laboratory],
      record: [maker],
      record_version: [maker],
      evaluation: [maker],
      evidence_blob: [maker],
      audit_event: [],
      audit_head: [],
      job: [],
      api_token: [],
    });
  });

  it("shows the system no dossier, record or trail", async () => {
    const system = scopeSettings("system");
    for (const table of [
      "dossier",
      "dossier_party",
      "record",
      "record_version",
      "evaluation",
      "audit_event",
      "audit_head",
    ]) {
      expect(await visible(table, system), table).toEqual([]);
    }
    for (const table of ["organisation", "membership", "invitation", "job", "api_token", "evidence_blob"]) {
      expect(await visible(table, system), table).toEqual(expect.arrayContaining([maker, stranger]));
    }
  });

  it("forgets the settings with the transaction, on every connection of the pool", async () => {
    await Promise.all(Array.from({ length: 12 }, () => visible("record", scopeSettings([maker]))));
    const rows = await Promise.all(
      Array.from({ length: 12 }, () => stores.database.query("SELECT 1 AS one FROM record")),
    );
    expect(rows.flat()).toEqual([]);
  });

  it.each([
    ["UPDATE record SET body = '1' RETURNING 1 AS one"],
    ["DELETE FROM record RETURNING 1 AS one"],
    ["UPDATE dossier SET name = 'x' RETURNING 1 AS one"],
    ["UPDATE organisation SET name = 'x' RETURNING 1 AS one"],
    ["UPDATE audit_event SET actor = 'eve' RETURNING 1 AS one"],
    ["DELETE FROM audit_event RETURNING 1 AS one"],
    ["UPDATE record_version SET body = '1' RETURNING 1 AS one"],
    ["DELETE FROM record_version RETURNING 1 AS one"],
  ])("lets no stranger do: %s", async (statement) => {
    const settings = scopeSettings(["nobody"]);
    const rows = await stores.database.transaction((sql) => sql.query(statement), { settings });
    expect(rows).toEqual([]);
  });

  it.each(["audit_event SET actor = 'eve'", "record_version SET body = '1'"])(
    "lets not even the owner do: UPDATE %s",
    async (change) => {
      const settings = scopeSettings([maker]);
      const rows = await stores.database.transaction(
        (sql) => sql.query(`UPDATE ${change} RETURNING 1 AS one`),
        {
          settings,
        },
      );
      expect(rows).toEqual([]);
    },
  );

  it("lets no party open the dossier to itself or others", async () => {
    const insert = (by: string, whom: string): Promise<unknown> =>
      stores.database.transaction(
        (sql) =>
          sql.query(
            "INSERT INTO dossier_party (organisation_id, dossier_id, party, owner_id) VALUES ($1, $2, 'client', $3)",
            [whom, shared, maker],
          ),
        { settings: scopeSettings([by]) },
      );
    await expect(insert(stranger, stranger)).rejects.toThrow(/row-level security/);
    await expect(insert(laboratory, stranger)).rejects.toThrow(/row-level security/);
    await expect(insert(maker, stranger)).resolves.toEqual([]);
    await stores.database.transaction(
      (sql) =>
        sql.query("DELETE FROM dossier_party WHERE organisation_id = $1 AND dossier_id = $2", [
          stranger,
          shared,
        ]),
      { settings: scopeSettings([maker]) },
    );
  });

  it("lets no one write a record into another's organisation", async () => {
    const writing = stores.database.transaction(
      (sql) =>
        sql.query(
          `INSERT INTO record (organisation_id, dossier_id, kind, key, position, body, version, revision, updated_at, updated_by)
           VALUES ($1, $2, 'ics', 'x', 0, '1', 1, 1, now(), 'eve')`,
          [maker, shared],
        ),
      { settings: scopeSettings([stranger]) },
    );
    await expect(writing).rejects.toThrow(/row-level security/);
  });

  it("cannot be talked round by an id", () => {
    expect(() => scopeSettings([`a,${maker}`])).toThrow(/is not the id/);
  });
});
