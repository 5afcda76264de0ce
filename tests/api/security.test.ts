/** What the server must never do, whoever asks: forged requests, headers, limits, logs without secrets, errors without the inside. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemTypeNames } from "#contract";
import { hashPassword } from "../../src/server/auth/password.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  password,
  problemOf,
  publicUrl,
  putDossier,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";

let world: ApiWorld;
let organisation = "";
let admin: TestPerson;
let dossier = "";

beforeAll(async () => {
  world = await openWorld();
  organisation = await newOrganisation(world, "maker");
  admin = await newPerson(world, organisation, ["admin", "editor"]);
  dossier = await putDossier(world, organisation, admin.id);
});
afterAll(() => world.close());

const rename = (headers: Record<string, string>) =>
  world.inject({
    method: "PATCH",
    url: `/api/v1/dossiers/${dossier}`,
    payload: { name: "Lamp" },
    session: admin.session,
    unguarded: true,
    headers,
  });

describe("a change with a session cookie", () => {
  it.each([
    ["without the header", {}, 403],
    ["from another site", { "x-plumbline-request": "1", "sec-fetch-site": "cross-site" }, 403],
    [
      "from another origin of the same site",
      { "x-plumbline-request": "1", "sec-fetch-site": "same-site" },
      403,
    ],
    ["with a foreign origin", { "x-plumbline-request": "1", origin: "https://evil.example.org" }, 403],
    ["with the origin null", { "x-plumbline-request": "1", origin: "null" }, 403],
    [
      "with our name on another scheme",
      { "x-plumbline-request": "1", origin: publicUrl.replace("https", "http") },
      403,
    ],
    [
      "from our own page",
      { "x-plumbline-request": "1", "sec-fetch-site": "same-origin", origin: publicUrl },
      200,
    ],
    ["from a program", { "x-plumbline-request": "1" }, 200],
  ])("%s", async (_name, headers, status) => {
    const reply = await rename(headers);
    expect(reply.statusCode).toBe(status);
    if (status === 403) expect(problemOf(reply)).toBe("forged-request");
  });

  it("by a form of another site does nothing, sign-in included", async () => {
    const type = { "content-type": "application/x-www-form-urlencoded" };
    for (const headers of [
      {},
      { origin: "https://evil.example.org" },
      { "sec-fetch-site": "cross-site", origin: publicUrl },
    ]) {
      const reply = await world.inject({
        method: "POST",
        url: "/sign-in",
        payload: "email=a%40example.org&password=x",
        headers: { ...type, ...headers },
        unguarded: true,
      });
      expect(reply.statusCode, JSON.stringify(headers)).toBe(403);
    }
    const login = await world.inject({
      method: "POST",
      url: "/api/v1/sign-in/password",
      payload: { email: admin.email, password },
      unguarded: true,
    });
    expect(problemOf(login)).toBe("forged-request");
  });

  it("is not taken for a form that pretends to be JSON", async () => {
    const reply = await world.inject({
      method: "PATCH",
      url: `/api/v1/dossiers/${dossier}`,
      payload: '{"name":"x"}',
      headers: { "content-type": "text/plain" },
      session: admin.session,
    });
    expect(reply.statusCode).toBe(415);
  });
});

describe("every reply", () => {
  it.each([
    "/",
    "/sign-in",
    "/api/v1/dossiers",
    "/api/v1/openapi.json",
    "/api/v1/reference",
    "/no/such",
    "/healthz",
    "/assets/plumbline.css",
  ])("of %s carries the headers that bind browsers", async (url) => {
    const reply = await world.inject({ url, session: admin.session });
    const csp = String(reply.headers["content-security-policy"]);
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toMatch(/unsafe-(inline|eval)/);
    expect(reply.headers["x-content-type-options"]).toBe("nosniff");
    expect(reply.headers["x-frame-options"]).toBe("DENY");
    expect(reply.headers["referrer-policy"]).toBe("same-origin");
    expect(reply.headers["strict-transport-security"]).toContain("max-age=");
    expect(reply.headers["x-powered-by"]).toBeUndefined();
    expect(reply.headers.server).toBeUndefined();
    if (url.startsWith("/api/v1/dossiers") || url === "/")
      expect(reply.headers["cache-control"]).toBe("no-store");
  });

  it("that is the report runs nothing", async () => {
    const reply = await world.inject({ url: `/api/v1/dossiers/${dossier}/report`, session: admin.session });
    const csp = String(reply.headers["content-security-policy"]);
    expect(csp).toContain("sandbox");
    expect(csp).not.toContain("script-src");
    expect(csp).not.toContain("allow-scripts");
    expect(reply.body).not.toContain("<script");
  });

  it("of a page shows text of others as text", async () => {
    const evil = await newPerson(world, organisation, ["reader"], `<script>alert(1)</script>"'&`);
    const reply = await world.inject({ url: "/", session: evil.session });
    expect(reply.body).not.toContain("<script>");
    expect(reply.body).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    const join = await world.inject({ url: `/join/${encodeURIComponent('"><script>alert(1)</script>')}` });
    expect(join.body).not.toContain("<script>");
  });
});

describe("what cannot be taken", () => {
  it.each([
    ["a path that is not there", { url: "/api/v1/nothing" }, 404, "not-found"],
    ["a method that is not offered", { method: "PUT", url: "/api/v1/dossiers" }, 405, "method-not-allowed"],
    [
      "a body that is no JSON",
      {
        method: "POST",
        url: "/api/v1/dossiers",
        payload: "{",
        headers: { "content-type": "application/json" },
      },
      400,
      "bad-request",
    ],
    [
      "an empty body",
      {
        method: "POST",
        url: "/api/v1/dossiers",
        payload: "",
        headers: { "content-type": "application/json" },
      },
      400,
      "bad-request",
    ],
    [
      "a body that reaches for the prototype",
      {
        method: "POST",
        url: "/api/v1/dossiers",
        payload: '{"__proto__":{"admin":true}}',
        headers: { "content-type": "application/json" },
      },
      400,
      "bad-request",
    ],
    [
      "another media type",
      {
        method: "POST",
        url: "/api/v1/dossiers",
        payload: "<a/>",
        headers: { "content-type": "application/xml" },
      },
      415,
      "unsupported-media-type",
    ],
    [
      "a body that is too large",
      { method: "POST", url: "/api/v1/dossiers", payload: { name: "x".repeat(3_000_000) } },
      413,
      "too-large",
    ],
    [
      "an unknown field",
      { method: "PATCH", url: "/api/v1/me", payload: { name: "Ada", roles: ["admin"] } },
      400,
      "bad-request",
    ],
    ["an unknown parameter", { url: "/api/v1/dossiers?limt=3" }, 400, "bad-request"],
    ["a limit that is none", { url: "/api/v1/dossiers?limit=9999999" }, 400, "bad-request"],
    ["a day that is none", { url: "/api/v1/dossiers?asOf=2026-02-30" }, 400, "bad-request"],
    [
      "an id with a path in it",
      { url: `/api/v1/dossiers/${encodeURIComponent("../../etc/passwd")}` },
      400,
      "bad-request",
    ],
    ["a broken token", { url: "/api/v1/me", headers: { authorization: "Basic YTpi" } }, 401, "token-refused"],
    [
      "another server's name",
      { url: "/api/v1/me", headers: { host: "evil.example.org" } },
      421,
      "misdirected",
    ],
  ])("%s is answered as a problem", async (_name, call, status, type) => {
    const reply = await world.inject({ session: admin.session, ...(call as object) });
    expect([reply.statusCode, problemOf(reply)], reply.body).toEqual([status, type]);
    expect(reply.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    const problem = reply.json<{ status: number; title: string; id: string }>();
    expect(problem.status).toBe(status);
    expect(problemTypeNames).toContain(type);
    expect(problem.id).toMatch(/^[0-9a-f-]{36}$/);
    if (status === 405) expect(reply.headers.allow).toBe("GET, HEAD, POST");
  });

  it("names each fault with its place", async () => {
    const reply = await world.inject({
      method: "POST",
      url: "/api/v1/dossiers",
      payload: {
        organisationId: organisation,
        name: "",
        kind: "car",
        parties: [{ organisationId: organisation, party: "pirate" }],
      },
      session: admin.session,
    });
    expect(reply.json<{ faults: { pointer: string }[] }>().faults.map((one) => one.pointer)).toEqual([
      "/name",
      "/kind",
      "/parties/0/party",
    ]);
  });
});

describe("limits", () => {
  it("slow down one address", async () => {
    const small = await openWorld({
      change: (settings) => ({
        ...settings,
        limits: { ...settings.limits, requestsPerMinute: 5, signInsPerMinute: 2 },
      }),
    });
    try {
      const statuses = [];
      for (let count = 0; count < 7; count += 1)
        statuses.push((await small.inject({ url: "/api/v1/server" })).statusCode);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
      const reply = await small.inject({ url: "/api/v1/server" });
      expect([problemOf(reply), Number(reply.headers["retry-after"]) > 0]).toEqual([
        "too-many-requests",
        true,
      ]);
      expect((await small.inject({ url: "/healthz" })).statusCode).toBe(200);
      expect((await small.inject({ url: "/api/v1/server", remoteAddress: "10.3.3.3" })).statusCode).toBe(200);
      const signIns = [];
      for (let count = 0; count < 3; count += 1) {
        signIns.push(
          (
            await small.inject({
              method: "POST",
              url: "/api/v1/sign-in/password",
              payload: { email: "a@example.org", password: "x" },
              remoteAddress: "10.3.3.4",
            })
          ).statusCode,
        );
      }
      expect(signIns).toEqual([401, 401, 429]);
    } finally {
      await small.close();
    }
  });

  it("count the true address behind a proxy that is trusted, and believe nobody else", async () => {
    const limited = { PLUMBLINE_TRUSTED_PROXIES: "10.4.0.1" };
    const proxied = await openWorld({
      environment: limited,
      change: (settings) => ({ ...settings, limits: { ...settings.limits, requestsPerMinute: 1 } }),
    });
    try {
      const from = (remoteAddress: string, forwarded: string) =>
        proxied.inject({ url: "/api/v1/server", remoteAddress, headers: { "x-forwarded-for": forwarded } });
      expect((await from("10.4.0.1", "203.0.113.1")).statusCode).toBe(200);
      expect((await from("10.4.0.1", "203.0.113.2")).statusCode).toBe(200);
      expect((await from("10.4.0.1", "203.0.113.1")).statusCode).toBe(429);
      expect((await from("10.5.0.1", "203.0.113.3")).statusCode).toBe(200);
      expect((await from("10.5.0.1", "203.0.113.4")).statusCode).toBe(429);
    } finally {
      await proxied.close();
    }
  });

  it("keep metrics for this machine and the bearer of their token", async () => {
    const metered = await openWorld({ environment: { PLUMBLINE_METRICS_TOKEN: "metrics-token-value" } });
    try {
      await metered.inject({ url: `/api/v1/dossiers/${dossier}` });
      const here = await metered.inject({ url: "/metrics", remoteAddress: "127.0.0.1" });
      expect(here.body).toContain("plumbline_http_request_seconds");
      expect(here.body).not.toContain(dossier);
      expect((await metered.inject({ url: "/metrics", remoteAddress: "10.6.0.1" })).statusCode).toBe(403);
      expect(
        (
          await metered.inject({
            url: "/metrics",
            remoteAddress: "127.0.0.1",
            headers: { "x-forwarded-for": "10.6.0.1" },
          })
        ).statusCode,
      ).toBe(403);
      expect(
        (await metered.inject({ url: "/metrics", remoteAddress: "10.6.0.1", token: "metrics-token-value" }))
          .statusCode,
      ).toBe(200);
      expect(
        (await metered.inject({ url: "/metrics", remoteAddress: "10.6.0.1", token: "metrics-token-valuf" }))
          .statusCode,
      ).toBe(403);
    } finally {
      await metered.close();
    }
  });
});

describe("the log", () => {
  it("holds no secret, whatever happened", async () => {
    const person = await newPerson(world, organisation, ["admin"]);
    const planted = "planted-Secret-9134-value-of-a-body";
    const hashed = await hashPassword(planted);
    await world.ports.work.inTransaction("system", ({ signIn }) =>
      signIn.setPassword(person.id, hashed, world.ports.clock.now()),
    );
    const token = await world.inject({
      method: "POST",
      url: `/api/v1/organisations/${organisation}/tokens`,
      payload: { name: "CI", scopes: ["read"] },
      session: person.session,
    });
    const secret = token.json<{ token: string }>().token;
    const invited = await world.inject({
      method: "POST",
      url: `/api/v1/organisations/${organisation}/invitations`,
      payload: { email: "x@example.org", roles: ["reader"] },
      session: person.session,
    });
    const { link } = invited.json<{ link: string }>();
    const calls = [
      {
        method: "POST",
        url: "/api/v1/sign-in/password",
        payload: { email: person.email, password: planted },
      },
      {
        method: "POST",
        url: "/api/v1/sign-in/password",
        payload: { email: person.email, password: `${planted}x` },
      },
      {
        method: "PUT",
        url: "/api/v1/me/password",
        payload: { current: planted, password: planted.toUpperCase() },
        session: person.session,
      },
      { url: "/api/v1/me", token: secret },
      { url: "/api/v1/me", token: `${secret}x` },
      { url: new URL(link).pathname },
      { url: `/sign-in/link/${planted}` },
      { url: `/api/v1/dossiers?search=${planted}`, session: person.session },
      { url: `/api/v1/nothing/${planted}` },
      {
        method: "POST",
        url: "/api/v1/dossiers",
        payload: `{"${planted}`,
        headers: { "content-type": "application/json" },
        session: person.session,
      },
      {
        method: "PUT",
        url: `/api/v1/dossiers/${dossier}/records/ics/5.1-1`,
        payload: { body: { support: planted } },
        session: person.session,
        headers: { "if-match": '"v1"' },
      },
    ] as const;
    for (const call of calls) await world.inject(call);
    const broken = await openWorld({
      changePorts: (ports) => ({
        ...ports,
        work: {
          inTransaction: () =>
            Promise.reject(
              new Error(`boom ${planted.slice(0, 5)} Bearer ${secret} postgres://u:${planted}@db/x`),
            ),
        },
      }),
    });
    const reply = await broken.inject({ url: "/api/v1/me", session: person.session });
    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain("boom");
    const log = [...world.log, ...broken.log].join("");
    await broken.close();
    expect(log).toContain(reply.json<{ id: string }>().id);
    expect(log.length).toBeGreaterThan(1000);
    for (const one of [
      planted,
      planted.toUpperCase(),
      secret,
      ...world.secrets,
      person.session,
      person.email,
      organisation + "-x",
    ])
      expect(log.includes(one), one).toBe(false);
  });
});
