/** Whoever changes the audit trail in the database is found out: the first event that differs is named. */
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStores, type AuditVerification, type OpenStores } from "#store/server";
import { chainStart, hashEvent } from "../../src/store/database/audit/chain.ts";
import { embeddedPlace, type Place } from "./servers.ts";
import { at, newOrganisation, within } from "./subject.ts";

let place: Place;
let stores: OpenStores;
let organisation: string;

beforeAll(async () => {
  place = await embeddedPlace();
  stores = await place.open();
});

afterAll(async () => {
  await stores.close();
  await place.remove();
});

beforeEach(async () => {
  organisation = await newOrganisation(subject);
  for (let index = 1; index <= 8; index += 1) await append(index);
});

const subject = { stores: () => stores };

function append(index: number): Promise<void> {
  const event = {
    organisationId: organisation,
    at,
    actor: "ada",
    action: "record.write",
    subject: `dossier/${index}`,
  };
  return within(subject, [organisation], ({ audit }) => audit.append({ ...event, detail: { index } }));
}

function tamper(text: string, parameters: readonly unknown[] = []): Promise<object[]> {
  return stores.database.query(text.replaceAll("OURS", "organisation_id = $1"), [
    organisation,
    ...parameters,
  ]);
}

async function verify(): Promise<AuditVerification> {
  return stores.verifyAudit(organisation);
}

function headFile(): string {
  return path.join(place.options.folder, "audit-heads", `${organisation}.json`);
}

/** What someone with the program but without the key can do: make the whole chain anew. */
async function rehash(from: number): Promise<void> {
  const rows = await stores.database.query<{
    seq: number;
    actor: string;
    subject: string;
    detail: string;
    hash: string;
  }>("SELECT seq, actor, subject, detail, hash FROM audit_event WHERE organisation_id = $1 ORDER BY seq", [
    organisation,
  ]);
  let previousHash = chainStart;
  for (const { seq, actor, subject: about, detail, hash } of rows) {
    const event = {
      organisationId: organisation,
      seq,
      at,
      actor,
      action: "record.write",
      subject: about,
      previousHash,
    };
    const made = seq < from ? hash : hashEvent({ ...event, detail: JSON.parse(detail) as null });
    await tamper("UPDATE audit_event SET previous_hash = $3, hash = $4 WHERE OURS AND seq = $2", [
      seq,
      previousHash,
      made,
    ]);
    previousHash = made;
  }
}

describe("rows", () => {
  it.each([
    "actor = 'eve'",
    "detail = '{\"index\":99}'",
    "subject = 'x'",
    "action = 'y'",
    "at = at + interval '1 s'",
  ])("names the row whose %s", async (change) => {
    await tamper(`UPDATE audit_event SET ${change} WHERE OURS AND seq = 5`);
    const { intact, faults } = await verify();
    expect(intact).toBe(false);
    expect(faults[0]).toMatchObject({ kind: "edited", seq: 5 });
  });

  it("names an edited row whose hash was made to fit", async () => {
    await tamper("UPDATE audit_event SET actor = 'eve' WHERE OURS AND seq = 5");
    const [event] = await tamper(
      "SELECT previous_hash, detail, subject FROM audit_event WHERE OURS AND seq = 5",
    );
    const row = event as { previous_hash: string; detail: string; subject: string };
    const hash = hashEvent({
      organisationId: organisation,
      seq: 5,
      at,
      actor: "eve",
      action: "record.write",
      subject: row.subject,
      detail: JSON.parse(row.detail) as null,
      previousHash: row.previous_hash,
    });
    await tamper("UPDATE audit_event SET hash = $2 WHERE OURS AND seq = 5", [hash]);
    expect((await verify()).faults[0]).toMatchObject({ kind: "replaced", seq: 5 });
  });

  it("names two rows that were swapped", async () => {
    await tamper("UPDATE audit_event SET seq = -1 WHERE OURS AND seq = 3");
    await tamper("UPDATE audit_event SET seq = 3 WHERE OURS AND seq = 6");
    await tamper("UPDATE audit_event SET seq = 6 WHERE OURS AND seq = -1");
    const [first] = (await verify()).faults;
    expect(first).toMatchObject({ kind: "swapped", seq: 3 });
    expect(first?.message).toContain("recorded as event 6");
  });

  it("names rows that are missing", async () => {
    await tamper("DELETE FROM audit_event WHERE OURS AND seq IN (4, 5)");
    expect((await verify()).faults[0]).toMatchObject({
      kind: "missing",
      seq: 4,
      message: "Events 4 to 5 are missing: event 6 follows on event 3",
    });
  });

  it("names a missing beginning", async () => {
    await tamper("DELETE FROM audit_event WHERE OURS AND seq = 1");
    expect((await verify()).faults[0]).toMatchObject({ kind: "missing", seq: 1 });
  });

  it("notices a chain that was made anew from an edited event on", async () => {
    await tamper("UPDATE audit_event SET actor = 'eve' WHERE OURS AND seq = 5");
    await rehash(5);
    const { faults } = await verify();
    expect(faults.map((one) => one.kind)).toEqual(["rewritten", "rewritten"]);
  });

  it("survives detail that is no JSON any more", async () => {
    await tamper("UPDATE audit_event SET detail = '{' WHERE OURS AND seq = 2");
    expect((await verify()).faults[0]).toMatchObject({ kind: "edited", seq: 2 });
  });
});

describe("the tail", () => {
  it("is missed by the signed head", async () => {
    await tamper("DELETE FROM audit_event WHERE OURS AND seq > 6");
    const { faults, events } = await verify();
    expect(events).toBe(6);
    expect(faults[0]).toMatchObject({ kind: "tail-cut", seq: 7 });
  });

  it("is missed by the file when the head was set back, though the old head was signed once", async () => {
    const [old] = await tamper("SELECT * FROM audit_head WHERE OURS");
    const { hash, signature, seq } = old as { hash: string; signature: string; seq: number };
    await append(9);
    await tamper("DELETE FROM audit_event WHERE OURS AND seq > 8");
    await tamper("UPDATE audit_head SET seq = $2, hash = $3, signature = $4 WHERE OURS", [
      seq,
      hash,
      signature,
    ]);
    const { faults } = await verify();
    expect(faults).toMatchObject([{ kind: "tail-cut", seq: 9 }]);
    expect(faults[0]?.message).toContain("outside the database counts 9");
  });

  it("is missed when the whole trail and its head are gone", async () => {
    await tamper("DELETE FROM audit_event WHERE OURS");
    await tamper("DELETE FROM audit_head WHERE OURS");
    expect((await verify()).faults[0]).toMatchObject({ kind: "tail-cut", seq: 1 });
  });

  it("may not grow past the head", async () => {
    await tamper(
      `INSERT INTO audit_event SELECT organisation_id, 9, at, actor, action, subject, detail, hash, hash FROM audit_event WHERE OURS AND seq = 8`,
    );
    const { faults } = await verify();
    expect(faults.map((one) => one.kind)).toContain("not-signed");
  });
});

describe("heads", () => {
  it("with a changed signature, count or key are named", async () => {
    await tamper("UPDATE audit_head SET signature = 'AAAA' WHERE OURS");
    expect((await verify()).faults[0]).toMatchObject({ kind: "bad-signature" });
    await tamper("UPDATE audit_head SET key_id = 'another' WHERE OURS");
    expect((await verify()).faults[0]?.message).toContain("signed by key another");
    await tamper("DELETE FROM audit_head WHERE OURS");
    expect((await verify()).faults[0]).toMatchObject({ kind: "head-missing" });
  });

  it("outside the database must be there, readable and signed", async () => {
    expect(await verify()).toMatchObject({ intact: true });
    const text = await readFile(headFile(), "utf8");
    expect((await stat(headFile())).mode & 0o077).toBe(0);
    await writeFile(headFile(), text.replace('"seq": 8', '"seq": 7'));
    expect((await verify()).faults.map((one) => one.kind)).toContain("bad-signature");
    await writeFile(headFile(), "{");
    expect((await verify()).faults[0]).toMatchObject({ kind: "head-missing" });
    await rm(headFile());
    expect((await verify()).faults[0]).toMatchObject({ kind: "head-missing" });
    await writeFile(headFile(), text);
    expect(await verify()).toMatchObject({ intact: true });
  });

  it("outside may be behind, as after a crash", async () => {
    await verify();
    const text = await readFile(headFile(), "utf8");
    await append(9);
    await verify();
    await writeFile(headFile(), text);
    expect(await verify()).toMatchObject({ intact: true, events: 9 });
  });
});

describe("the key", () => {
  it("is readable for its owner only, and never in the trail or the heads", async () => {
    const file = path.join(place.options.folder, "keys", "audit.pem");
    expect((await stat(file)).mode & 0o077).toBe(0);
    await verify();
    const secret = (await readFile(file, "utf8")).split("\n")[1] ?? "";
    const heads = path.join(place.options.folder, "audit-heads");
    for (const name of await readdir(heads)) {
      expect(await readFile(path.join(heads, name), "utf8")).not.toContain(secret);
    }
  });

  it("that is no Ed25519 key is refused without showing it", async () => {
    const opening = openStores({
      folder: place.options.folder,
      prepared: place.options.prepared,
      auditKey: "SECRET",
    });
    // Not even the lock of the folder, which this test holds, is looked at before.
    await expect(opening).rejects.toThrow(/^(?!.*SECRET).*not a private key/);
  });
});
