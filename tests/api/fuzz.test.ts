/** Requests of all kinds, made by chance: the server answers each with a problem or a result, and never with a fault of its own. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpointOf, operationIds, problemDetailsSchema } from "#contract";
import {
  newOrganisation,
  newPerson,
  openWorld,
  putDossier,
  tokenOf,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";

let world: ApiWorld;
let organisation = "";
let admin: TestPerson;
let dossier = "";
let token = "";

beforeAll(async () => {
  world = await openWorld();
  organisation = await newOrganisation(world, "maker");
  admin = await newPerson(world, organisation, ["admin", "editor", "assessor"]);
  dossier = await putDossier(world, organisation, admin.id);
  token = await tokenOf(world, admin.id, organisation, ["read", "claims", "assessment", "admin"]);
});
afterAll(() => world.close());

const runs = 400;
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "0",
    "-1",
    "null",
    "__proto__",
    "constructor",
    "../..",
    "%00",
    "%",
    "'\"--",
    "${7*7}",
    "\u202E",
    "\uD800",
    "5.1-1",
    "main",
    "2026-01-01",
    "9".repeat(400),
  ),
);
const known = (): fc.Arbitrary<string> =>
  fc.constantFrom(
    dossier,
    organisation,
    admin.id,
    "ics",
    "header",
    "5.1-1",
    "main",
    "ETSI EN 303 645",
    "V3.1.3",
  );
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(
    fc.constantFrom(
      "body",
      "name",
      "kind",
      "roles",
      "organisationId",
      "position",
      "parties",
      "token",
      "password",
      "email",
      "code",
    ),
    fc.jsonValue({ maxDepth: 2 }),
  ),
);
const header = fc.dictionary(
  fc.constantFrom(
    "if-match",
    "if-none-match",
    "range",
    "accept",
    "last-event-id",
    "content-type",
    "origin",
    "sec-fetch-site",
    "x-forwarded-for",
    "expect",
  ),
  fc.oneof(
    fc.constantFrom(
      '"v1"',
      '"v999"',
      "*",
      "bytes=0-",
      "bytes=9-1",
      "application/json",
      "text/plain",
      "application/zip",
      "multipart/form-data",
      "100-continue",
      "same-origin",
    ),
    fc.stringMatching(/^[\x20-\x7e]{0,30}$/),
  ),
  { maxKeys: 3 },
);

async function answers(call: {
  readonly method: string;
  readonly url: string;
  readonly payload?: unknown;
  readonly headers: Record<string, string>;
  readonly as: "nobody" | "session" | "token";
}): Promise<void> {
  const { as, payload, ...rest } = call;
  const who = as === "session" ? { session: admin.session } : as === "token" ? { token } : {};
  const body =
    payload === undefined || ["GET", "HEAD"].includes(call.method)
      ? {}
      : {
          payload:
            typeof payload === "string" || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
        };
  const reply = await world.inject({
    ...(rest as object),
    ...body,
    ...who,
    headers: { "content-type": "application/json", ...call.headers },
  });
  expect(reply.statusCode, `${call.method} ${call.url} ${reply.body.slice(0, 300)}`).toBeLessThan(500);
  if (
    reply.statusCode >= 400 &&
    call.method !== "HEAD" &&
    String(reply.headers["content-type"]).includes("problem")
  ) {
    expect(problemDetailsSchema.safeParse(JSON.parse(reply.body)).success, reply.body).toBe(true);
  }
}

/** Sign-out and changes of the own account would end the run; streams do not end. */
const left = new Set([
  "signOut",
  "followEvents",
  "endSession",
  "endOtherSessions",
  "changePassword",
  "removeMember",
  "setMemberRoles",
  "archiveDossier",
]);

describe("the server answers", () => {
  it("requests made from the contract", async () => {
    const operations = operationIds.filter((id) => !left.has(id));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.array(fc.oneof(fc.constant("known"), nasty), { minLength: 4, maxLength: 4 }),
        fc.infiniteStream(known()),
        fc.dictionary(
          fc.constantFrom(
            "asOf",
            "limit",
            "after",
            "kind",
            "order",
            "search",
            "severity",
            "q",
            "format",
            "name",
            "organisationId",
            "dryRun",
            "since",
          ),
          nasty,
          { maxKeys: 3 },
        ),
        fc.option(json, { nil: undefined }),
        header,
        fc.constantFrom("nobody", "session", "token"),
        async (id, parts, knowns, query, payload, headers, as) => {
          const { method, path } = endpointOf(id);
          let index = 0;
          const filled = path.replace(/\{\w+\}/g, () => {
            const part = parts[index++ % parts.length] ?? "";
            return encodeURIComponent(
              (part === "known" ? String(knowns.next().value) : part).replace(/\p{Surrogate}/gu, "?"),
            );
          });
          const search = new URLSearchParams(
            Object.fromEntries(
              Object.entries(query).map(([name, value]) => [name, value.replace(/\p{Surrogate}/gu, "?")]),
            ),
          ).toString();
          await answers({
            method,
            url: search === "" ? filled : `${filled}?${search}`,
            payload,
            headers,
            as: as,
          });
        },
      ),
      { numRuns: runs },
    );
  });

  it("requests made without any plan", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
        fc.oneof(
          fc.webPath(),
          fc.stringMatching(/^\/[\x21-\x7e]{0,60}$/),
          fc.constantFrom(
            "/%",
            "/%00",
            "//",
            "/api/v1/../../etc/passwd",
            "/api/v1/dossiers/%2e%2e%2f",
            `/${"a/".repeat(500)}`,
            "/?__proto__[x]=1",
            "/api/v1/dossiers?limit=1&limit=2",
          ),
        ),
        fc.oneof(fc.string({ maxLength: 50 }), json),
        header,
        fc.constantFrom("nobody", "session"),
        async (method, url, payload, headers, as) => {
          // The client of the tests cannot send these; over a socket they are told apart by routing alone.
          fc.pre(URL.canParse(url.startsWith("/") ? url : `/${url}`, "http://localhost"));
          await answers({ method, url: url.startsWith("/") ? url : `/${url}`, payload, headers, as: as });
        },
      ),
      { numRuns: runs },
    );
  });

  it("records of every kind and shape", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          "header",
          "scope",
          "ics",
          "ixit",
          "control",
          "evidence",
          "case",
          "finding",
          "governance",
          "note",
          "selection",
          "overall",
        ),
        fc.oneof(nasty, fc.constant("main"), fc.constant("1-AuthMech/x")),
        fc.jsonValue({ maxDepth: 5 }),
        async (kind, key, body) => {
          const url = `/api/v1/dossiers/${dossier}/records/${kind}/${encodeURIComponent(key.replace(/\p{Surrogate}/gu, "?"))}`;
          await answers({
            method: "PUT",
            url,
            payload: { body },
            headers: { "if-none-match": "*" },
            as: "session",
          });
        },
      ),
      { numRuns: runs },
    );
  });

  it("archives of any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc
            .uint8Array({ maxLength: 200 })
            .map((bytes) => Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes, 0x50, 0x4b, 5, 6, ...bytes])),
        ),
        async (bytes) => {
          await answers({
            method: "POST",
            url: `/api/v1/dossiers/import?organisationId=${organisation}&dryRun=true`,
            payload: Buffer.from(bytes),
            headers: { "content-type": "application/zip" },
            as: "session",
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("and is as it was afterwards", async () => {
    const reply = await world.inject({ url: `/api/v1/dossiers/${dossier}`, session: admin.session });
    expect(reply.statusCode).toBe(200);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
    const verified = await world.inject({
      method: "POST",
      url: `/api/v1/organisations/${organisation}/audit/verify`,
      session: admin.session,
    });
    expect(verified.json()).toMatchObject({ intact: true });
  });
});
