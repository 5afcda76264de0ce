/** Records over HTTP: ETags, conflicts with both sides, faults with their place, history and the trail of who did what. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newOrganisation,
  newPerson,
  openWorld,
  problemOf,
  putDossier,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";

let world: ApiWorld;
let organisation = "";
let editor: TestPerson;
let admin: TestPerson;

beforeAll(async () => {
  world = await openWorld();
  organisation = await newOrganisation(world, "maker");
  admin = await newPerson(world, organisation, ["admin"], "Ada Admin");
  editor = await newPerson(world, organisation, ["editor"], "Edith Editor");
});
afterAll(() => world.close());

const fresh = (): Promise<string> => putDossier(world, organisation, admin.id);
const recordUrl = (dossier: string, kind: string, key: string): string =>
  `/api/v1/dossiers/${dossier}/records/${kind}/${encodeURIComponent(key)}`;

describe("a record", () => {
  it("is read with an ETag, and not sent again to who has it", async () => {
    const url = recordUrl(await fresh(), "ics", "5.1-1");
    const first = await world.inject({ url, session: editor.session });
    expect(first.statusCode).toBe(200);
    expect(first.headers.etag).toBe('"v1"');
    expect(first.json()).toMatchObject({ kind: "ics", key: "5.1-1", version: 1, body: { support: "Y" } });
    const again = await world.inject({ url, session: editor.session, headers: { "if-none-match": '"v1"' } });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  it("is written only by who says which version they saw", async () => {
    const url = recordUrl(await fresh(), "ics", "5.1-1");
    const body = { support: "N", detail: "Not yet." };
    const blind = await world.inject({ method: "PUT", url, session: editor.session, payload: { body } });
    expect([blind.statusCode, problemOf(blind)]).toEqual([428, "precondition-required"]);
    const weak = await world.inject({
      method: "PUT",
      url,
      session: editor.session,
      payload: { body },
      headers: { "if-match": "*" },
    });
    expect(weak.statusCode).toBe(400);
    const written = await world.inject({
      method: "PUT",
      url,
      session: editor.session,
      payload: { body },
      headers: { "if-match": '"v1"' },
    });
    expect([written.statusCode, written.headers.etag]).toEqual([200, '"v2"']);
    expect(written.json()).toMatchObject({ version: 2, body, updatedBy: editor.id });
  });

  it("answers a lost race with both sides", async () => {
    const dossier = await fresh();
    const url = recordUrl(dossier, "ics", "5.1-1");
    const write = (detail: string) =>
      world.inject({
        method: "PUT",
        url,
        session: editor.session,
        payload: { body: { support: "Y", detail } },
        headers: { "if-match": '"v1"' },
      });
    const [one, two] = await Promise.all([write("Mine."), write("Theirs.")]);
    const [won, lost] = one.statusCode === 200 ? [one, two] : [two, one];
    expect([won.statusCode, lost.statusCode]).toEqual([200, 412]);
    const problem = lost.json<{
      wanted: { detail: string };
      current: { detail: string };
      currentVersion: number;
    }>();
    expect(problem.currentVersion).toBe(2);
    expect([problem.wanted.detail, problem.current.detail].sort()).toEqual(["Mine.", "Theirs."]);
    expect(lost.headers.etag).toBe('"v2"');
  });

  it("comes into being once", async () => {
    const url = recordUrl(await fresh(), "ics", "5.1-3");
    const create = () =>
      world.inject({
        method: "PUT",
        url,
        session: editor.session,
        payload: { body: { support: "Y", detail: "New." } },
        headers: { "if-none-match": "*" },
      });
    expect((await create()).statusCode).toBe(201);
    expect((await create()).statusCode).toBe(412);
  });

  it("is refused with every fault at its place", async () => {
    const url = recordUrl(await fresh(), "ics", "5.1-1");
    const reply = await world.inject({
      method: "PUT",
      url,
      session: editor.session,
      payload: { body: { support: "PASS", detial: "x" } },
      headers: { "if-match": '"v1"' },
    });
    expect([reply.statusCode, problemOf(reply)]).toEqual([422, "invalid"]);
    const { faults } = reply.json<{ faults: { pointer: string; message: string }[] }>();
    expect(faults.map((one) => one.pointer).sort()).toEqual(["/body/detial", "/body/support"]);
    expect(faults.find((one) => one.pointer === "/body/detial")?.message).toContain("did you mean detail?");
  });

  it("goes, and its history stays", async () => {
    const dossier = await fresh();
    const url = recordUrl(dossier, "ics", "5.1-2");
    expect((await world.inject({ method: "DELETE", url, session: editor.session })).statusCode).toBe(428);
    expect(
      (
        await world.inject({
          method: "DELETE",
          url,
          session: editor.session,
          headers: { "if-match": '"v1"' },
        })
      ).statusCode,
    ).toBe(204);
    expect((await world.inject({ url, session: editor.session })).statusCode).toBe(404);
    const history = await world.inject({ url: `${url}/history`, session: editor.session });
    const { items } = history.json<{ items: { version: number; body?: unknown; by: string }[] }>();
    expect(items.map((one) => [one.version, one.body === undefined])).toEqual([
      [2, true],
      [1, false],
    ]);
    const back = await world.inject({
      method: "PUT",
      url,
      session: editor.session,
      payload: { body: { support: "N" } },
      headers: { "if-match": '"v2"' },
    });
    expect(back.headers.etag).toBe('"v3"');
  });

  it("can have a key with a slash, and none that leads elsewhere", async () => {
    const dossier = await fresh();
    const ixit = await world.inject({
      url: recordUrl(dossier, "ixit", "1-AuthMech/AuthMech-Web"),
      session: editor.session,
    });
    expect(ixit.statusCode).toBe(200);
    for (const key of ["__proto__", "../../header/main", "a\u0000b", "x".repeat(401), "constructor"]) {
      const reply = await world.inject({
        method: "PUT",
        url: recordUrl(dossier, "ics", key),
        session: editor.session,
        payload: { body: { support: "Y" } },
        headers: { "if-match": '"v1"' },
      });
      expect(reply.statusCode, key).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode, key).toBeLessThan(500);
    }
  });
});

describe("a dossier", () => {
  it("shows its records of one revision, now and before", async () => {
    const dossier = await fresh();
    const before = await world.inject({
      url: `/api/v1/dossiers/${dossier}/records?kind=ics`,
      session: editor.session,
    });
    const { revision, items } = before.json<{ revision: number; items: { key: string }[] }>();
    expect(items.map((one) => one.key)).toEqual(["5.1-1", "5.1-2"]);
    await world.inject({
      method: "DELETE",
      url: recordUrl(dossier, "ics", "5.1-2"),
      session: editor.session,
      headers: { "if-match": '"v1"' },
    });
    const now = await world.inject({
      url: `/api/v1/dossiers/${dossier}/records?kind=ics`,
      session: editor.session,
    });
    expect(now.json<{ items: unknown[] }>().items).toHaveLength(1);
    const then = await world.inject({
      url: `/api/v1/dossiers/${dossier}/records?kind=ics&revision=${String(revision)}`,
      session: editor.session,
    });
    expect(then.json<{ items: unknown[] }>().items).toHaveLength(2);
    const changes = await world.inject({
      url: `/api/v1/dossiers/${dossier}/changes?since=${String(revision)}`,
      session: editor.session,
    });
    expect(changes.json<{ items: { key: string; by: string }[] }>().items).toMatchObject([
      { key: "5.1-2", by: editor.id },
    ]);
  });

  it("is evaluated anew with each write", async () => {
    const dossier = await fresh();
    const problems = async (): Promise<readonly string[]> => {
      const reply = await world.inject({
        url: `/api/v1/dossiers/${dossier}/problems?subject=5.1-2`,
        session: editor.session,
      });
      return reply.json<{ items: { code: string }[] }>().items.map((one) => one.code);
    };
    const before = await problems();
    await world.inject({
      method: "PUT",
      url: recordUrl(dossier, "ics", "5.1-2"),
      session: editor.session,
      payload: { body: { support: "Y", detail: "Passwords are made by a random number generator." } },
      headers: { "if-match": '"v1"' },
    });
    expect(await problems()).not.toEqual(before);
  });

  it("is listed page by page", async () => {
    const own = await newOrganisation(world, "pages");
    const person = await newPerson(world, own, ["admin"]);
    for (let count = 0; count < 5; count += 1) await putDossier(world, own, person.id);
    const seen: string[] = [];
    let after = "";
    do {
      const reply = await world.inject({
        url: `/api/v1/dossiers?limit=2&order=updated${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`,
        session: person.session,
      });
      const page = reply.json<{ items: { id: string }[]; next?: string }>();
      seen.push(...page.items.map((one) => one.id));
      after = page.next ?? "";
    } while (after !== "");
    expect(new Set(seen).size).toBe(5);
    const forged = await world.inject({ url: "/api/v1/dossiers?after=nonsense", session: person.session });
    expect(forged.statusCode).toBe(422);
  });

  it("leaves a trail that says who did what, and holds", async () => {
    const dossier = await fresh();
    await world.inject({
      method: "PUT",
      url: recordUrl(dossier, "ics", "5.1-1"),
      session: editor.session,
      payload: { body: { support: "N" } },
      headers: { "if-match": '"v1"' },
    });
    const reply = await world.inject({
      url: `/api/v1/organisations/${organisation}/audit?subject=${encodeURIComponent(`dossier/${dossier}`)}`,
      session: admin.session,
    });
    const [last] = reply.json<{ items: { actor: string; action: string; subject: string }[] }>().items;
    expect(last).toMatchObject({
      actor: editor.id,
      action: "record.write",
      subject: `dossier/${dossier}/ics/5.1-1`,
    });
    const verified = await world.inject({
      method: "POST",
      url: `/api/v1/organisations/${organisation}/audit/verify`,
      session: admin.session,
    });
    expect(verified.json()).toMatchObject({ intact: true, faults: [] });
  });
});
