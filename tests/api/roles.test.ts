/** Every operation of the contract for every kind of caller: who may, who may not, and with which answer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpoints, operationIds, type OperationId } from "#contract";
import { writeZip } from "#interchange/dossier-zip";
import { writeDossierFolder } from "#interchange/dossier-folder";
import { hashText } from "#workbench/stored";
import { smallDossier } from "../acts/world.ts";
import { loadCatalogue } from "../doubles/load-catalogue.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  problemOf,
  putDossier,
  sessionOf,
  tokenOf,
  type ApiWorld,
  type Call,
} from "./api-world.ts";
import { callers, cases, open, people, supplier, type Caller, type Place } from "./role-table.ts";

let world: ApiWorld;
let place: Place;
const sessions = new Map<string, { id: string; organisation: string }>();
let count = 0;

beforeAll(async () => {
  world = await openWorld();
  const organisations = { supplier: "", laboratory: "", client: "", stranger: "" };
  for (const name of Object.keys(organisations) as (keyof typeof organisations)[])
    organisations[name] = await newOrganisation(world, name);
  for (const one of people) {
    const [organisation, role] = one.split(" ") as [keyof typeof organisations, "admin"];
    const made = await newPerson(world, organisations[organisation], [role]);
    sessions.set(one, { id: made.id, organisation: organisations[organisation] });
  }
  // An admin more, so that the one of the tests can be asked to leave nothing behind.
  await newPerson(world, organisations.supplier, ["admin"]);
  const admin = sessions.get("supplier admin")?.id ?? "";
  const parties = (["supplier", "laboratory", "client"] as const).map((party) => ({
    organisationId: organisations[party],
    party,
  }));
  const evidence = [{ path: "evidence/scan.txt", bytes: 13, open: () => pieces("nothing found") }];
  const fresh = (): Promise<string> =>
    putDossier(world, organisations.supplier, admin, {
      parties,
      dossier: smallDossier("third-party"),
      evidence,
    });
  const zip = writeZip(writeDossierFolder(smallDossier(), loadCatalogue()), []);
  if (!zip.ok) throw new Error("no archive");
  const chunks: Buffer[] = [];
  for await (const chunk of zip.value) chunks.push(chunk as Buffer);
  const extra = await newPerson(world, organisations.supplier, ["reader"]);
  const dossier = await fresh();
  const started = await world.inject({
    method: "POST",
    url: `/api/v1/dossiers/${dossier}/report`,
    payload: {},
    session: await sessionOf(world, sessions.get("supplier editor")?.id ?? ""),
  });
  place = {
    dossier,
    organisation: organisations.supplier,
    person: extra.id,
    job: (JSON.parse(started.body) as { id: string }).id,
    zip: Buffer.concat(chunks),
    fresh,
  };
});

afterAll(() => world.close());

async function* pieces(text: string): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** Each call has a session or token of its own, because some calls end it. */
async function asCaller(caller: Caller): Promise<Pick<Call, "session" | "token">> {
  const admin = sessions.get("supplier admin")?.id ?? "";
  if (caller === "nobody") return {};
  if (caller === "unknown token") return { token: "plumbline_0123456789" };
  if (caller === "waiting for a second factor") return { session: await waitingSession(admin) };
  if (caller.startsWith("token "))
    return { token: await tokenOf(world, admin, place.organisation, [caller.slice(6) as "read"]) };
  return { session: await sessionOf(world, sessions.get(caller)?.id ?? "") };
}

async function waitingSession(personId: string): Promise<string> {
  const secret = world.ports.ids.secret();
  const now = world.ports.clock.now();
  const later = new Date(Date.parse(now) + 600_000).toISOString();
  await world.ports.work.inTransaction("system", ({ signIn }) =>
    signIn.putSession({
      tokenHash: hashText(secret),
      id: world.ports.ids.next(),
      personId,
      stage: "second-factor",
      method: "password",
      strong: false,
      createdAt: now,
      provedAt: now,
      lastSeenAt: now,
      idleUntil: later,
      endsAt: later,
      device: "a test",
    }),
  );
  return secret;
}

describe("every operation", () => {
  it("stands in the table", () => {
    const named = new Set([...Object.keys(cases).map((one) => one.split(":")[0]), ...Object.keys(open)]);
    expect([...operationIds].filter((id) => !named.has(id))).toEqual([]);
    expect([...named].filter((name) => !operationIds.includes(name as OperationId))).toEqual([]);
    for (const id of Object.keys(open) as OperationId[]) expect(endpoints[id].caller, id).toBe("anyone");
    for (const name of Object.keys(cases))
      expect(endpoints[name.split(":")[0] as OperationId].caller, name).not.toBe("anyone");
  });

  it.each(Object.keys(open) as OperationId[])("%s answers anyone as it says", async (id) => {
    const row = open[id];
    if (row === undefined) throw new Error(id);
    const reply = await world.inject(row.call);
    expect(row.then, reply.body).toContain(reply.statusCode);
  });

  describe.each(Object.entries(cases))("%s", (name, row) => {
    it.each(callers)("for %s", async (caller) => {
      const endpoint = endpoints[name.split(":")[0] as OperationId];
      count += 1;
      // An address of its own, so that failed tries of one caller do not delay the next.
      const remoteAddress = `10.0.${String(count >> 8)}.${String(count & 255)}`;
      const reply = await world.inject({
        ...(await row.call(place)),
        ...(await asCaller(caller)),
        remoteAddress,
      });
      if (row.allowed.includes(caller)) {
        expect(row.then, reply.body.slice(0, 500)).toContain(reply.statusCode);
        return;
      }
      const type = problemOf(reply);
      if (caller === "nobody") expect([reply.statusCode, type]).toEqual([401, "not-signed-in"]);
      else if (caller === "waiting for a second factor")
        expect([reply.statusCode, type]).toEqual([401, "second-factor-needed"]);
      else if (caller === "unknown token") expect([reply.statusCode, type]).toEqual([401, "token-refused"]);
      else {
        const foreign =
          caller === "stranger admin" ||
          (!supplier.includes(caller) &&
            !caller.startsWith("token") &&
            row.strangers === 404 &&
            !endpoint.path.includes("{dossierId}"));
        expect(reply.statusCode, reply.body).toBe(foreign ? (row.strangers ?? 403) : 403);
      }
    });
  });
});

describe("routes", () => {
  it("are those of the contract and the plain pages, and no others", () => {
    for (const id of operationIds) {
      const { method, path } = endpoints[id];
      expect(world.app.hasRoute({ method, url: path.replace(/\{(\w+)\}/g, ":$1") }), id).toBe(true);
    }
    const ofContract = new Set(
      operationIds.map((id) => `${endpoints[id].method} ${endpoints[id].path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    const known = world.routes
      .filter(({ method, url }) => method !== "HEAD" && !ofContract.has(`${method} ${url}`))
      .map(({ method, url }) => `${method} ${url}`);
    expect(known.sort()).toEqual([...pages].sort());
  });
});

const pages = [
  "GET /",
  "GET /assets/plumbline.css",
  "GET /join/:token",
  "GET /set-up/:token",
  "GET /sign-in",
  "GET /sign-in/link/:token",
  "GET /sign-in/second-factor",
  "POST /join",
  "POST /join/oidc",
  "POST /set-up",
  "POST /sign-in",
  "POST /sign-in/second-factor",
  "POST /sign-out",
];
