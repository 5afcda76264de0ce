/** Second factors on a shared server: time-based codes, recovery codes, passkeys. */
import { TOTP, Secret } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../src/server/auth/password.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  password,
  problemOf,
  publicUrl,
  type ApiWorld,
  type Call,
  type TestPerson,
} from "./api-world.ts";
import { softwareAuthenticator } from "./software-authenticator.ts";

let world: ApiWorld;
let organisation = "";
let address = 0;

beforeAll(async () => {
  world = await openWorld();
  organisation = await newOrganisation(world, "maker");
});
afterAll(() => world.close());

/** From an address of its own, unless one is given. */
function post(url: string, payload: object, more: Call = {}) {
  address += 1;
  return world.inject({
    method: "POST",
    url,
    payload,
    remoteAddress: `10.1.${String(address >> 8)}.${String(address & 255)}`,
    ...more,
  });
}

interface Account extends TestPerson {
  readonly password: string;
}

async function newAccount(): Promise<Account> {
  const person = await newPerson(world, organisation, ["admin"]);
  const hashed = await hashPassword(password);
  await world.ports.work.inTransaction("system", ({ signIn }) =>
    signIn.setPassword(person.id, hashed, world.ports.clock.now()),
  );
  return { ...person, password };
}

function sessionIn(reply: { readonly headers: Readonly<Record<string, unknown>> }): string | undefined {
  const cookie = [reply.headers["set-cookie"] ?? []]
    .flat()
    .map(String)
    .find((one) => one.startsWith("__Host-plumbline="));
  return cookie === undefined ? undefined : /=([^;]*)/.exec(cookie)?.[1];
}

const signIn = (account: Pick<Account, "email" | "password">, more: Call = {}) =>
  post("/api/v1/sign-in/password", { email: account.email, password: account.password }, more);

function codeNow(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.parse(world.ports.clock.now()),
  });
}

async function withTotp(account: Account): Promise<{ secret: string; codes: readonly string[] }> {
  const begun = await post("/api/v1/me/totp", {}, { session: account.session });
  const { secret, uri } = begun.json<{ secret: string; uri: string }>();
  expect(uri).toContain("otpauth://totp/Plumbline");
  const confirmed = await post(
    "/api/v1/me/totp/confirm",
    { code: codeNow(secret) },
    { session: account.session },
  );
  expect(confirmed.statusCode, confirmed.body).toBe(200);
  return { secret, codes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes };
}

describe("a second factor", () => {
  it("is asked for, and nothing is open before", async () => {
    const account = await newAccount();
    const { secret } = await withTotp(account);
    world.wait(60);
    const half = await signIn(account);
    expect(half.json()).toEqual({ state: "second-factor", factors: ["totp", "recovery-code"] });
    const waiting = sessionIn(half);
    expect(problemOf(await world.inject({ url: "/api/v1/me", session: waiting }))).toBe(
      "second-factor-needed",
    );
    expect((await post("/api/v1/sign-in/totp", { code: "000000" }, { session: waiting })).statusCode).toBe(
      401,
    );
    const code = codeNow(secret);
    const full = await post("/api/v1/sign-in/totp", { code }, { session: waiting });
    expect(full.json()).toEqual({ state: "signed-in" });
    const session = sessionIn(full);
    expect(session).not.toBe(waiting);
    expect((await world.inject({ url: "/api/v1/me", session })).json()).toMatchObject({
      session: { strong: true },
    });
    expect((await world.inject({ url: "/api/v1/me", session: waiting })).statusCode).toBe(401);
    const third = sessionIn(await signIn(account));
    const replay = await post("/api/v1/sign-in/totp", { code }, { session: third });
    expect(replay.statusCode).toBe(401);
  });

  it("is guessed a few times only", async () => {
    const account = await newAccount();
    await withTotp(account);
    world.wait(60);
    const waiting = sessionIn(await signIn(account));
    const replies = [];
    for (let count = 0; count < 8; count += 1)
      replies.push(
        (await post("/api/v1/sign-in/totp", { code: String(100000 + count) }, { session: waiting }))
          .statusCode,
      );
    expect(replies).toContain(429);
  });

  it("can be replaced by each recovery code once", async () => {
    const account = await newAccount();
    const { codes } = await withTotp(account);
    expect(codes).toHaveLength(10);
    const [code = ""] = codes;
    const use = async () =>
      post(
        "/api/v1/sign-in/recovery-code",
        { code: code.toUpperCase() },
        { session: sessionIn(await signIn(account)) },
      );
    expect((await use()).statusCode).toBe(200);
    expect((await use()).statusCode).toBe(401);
  });

  it("ends the wait after ten minutes", async () => {
    const account = await newAccount();
    const { secret } = await withTotp(account);
    const waiting = sessionIn(await signIn(account));
    world.wait(601);
    expect(
      (await post("/api/v1/sign-in/totp", { code: codeNow(secret) }, { session: waiting })).statusCode,
    ).toBe(401);
  });

  it("is removed only after a fresh proof", async () => {
    const account = await newAccount();
    await withTotp(account);
    world.wait(16 * 60);
    const remove = () => world.inject({ method: "DELETE", url: "/api/v1/me/totp", session: account.session });
    expect(problemOf(await remove())).toBe("proof-needed");
    expect(
      (await post("/api/v1/sign-in/proof", { password: "wrong wrong wrong" }, { session: account.session }))
        .statusCode,
    ).toBe(401);
    expect((await post("/api/v1/sign-in/proof", { password }, { session: account.session })).statusCode).toBe(
      204,
    );
    expect((await remove()).statusCode).toBe(204);
    expect((await signIn(account)).json()).toEqual({ state: "signed-in" });
  });
});

describe("a passkey", () => {
  const site = { id: new URL(publicUrl).hostname, origin: publicUrl };

  async function added(account: Account) {
    const authenticator = softwareAuthenticator(site);
    const begun = await post("/api/v1/me/passkeys/options", {}, { session: account.session });
    const { ceremony, options } = begun.json<{ ceremony: string; options: { challenge: string } }>();
    const reply = await post(
      "/api/v1/me/passkeys",
      { ceremony, name: "Laptop", response: authenticator.create(options) },
      { session: account.session },
    );
    expect(reply.statusCode, reply.body).toBe(201);
    return { authenticator, id: reply.json<{ id: string }>().id, ceremony, options };
  }

  const begin = async () =>
    (await post("/api/v1/sign-in/passkey/options", {})).json<{
      ceremony: string;
      options: { challenge: string };
    }>();

  it("signs in by itself, as two factors in one", async () => {
    const account = await newAccount();
    const { authenticator } = await added(account);
    const { ceremony, options } = await begin();
    const answer = authenticator.get(options);
    const reply = await post("/api/v1/sign-in/passkey", { ceremony, response: answer });
    expect(reply.json()).toEqual({ state: "signed-in" });
    expect((await world.inject({ url: "/api/v1/me", session: sessionIn(reply) })).json()).toMatchObject({
      id: account.id,
      session: { strong: true },
      security: { passkeys: 1 },
    });
    expect((await post("/api/v1/sign-in/passkey", { ceremony, response: answer })).statusCode).toBe(401);
  });

  it("is refused for another site, an old counter, an unverified user, a late or strange challenge", async () => {
    const account = await newAccount();
    const { authenticator } = await added(account);
    const attempt = async (change: Parameters<typeof authenticator.get>[1], wait = 0) => {
      const { ceremony, options } = await begin();
      world.wait(wait);
      return (
        await post("/api/v1/sign-in/passkey", { ceremony, response: authenticator.get(options, change) })
      ).statusCode;
    };
    expect(await attempt({ counter: 10 })).toBe(200);
    expect(await attempt({ counter: 9 })).toBe(401);
    expect(await attempt({ counter: 11, origin: "https://evil.example.org" })).toBe(401);
    expect(await attempt({ counter: 12, verified: false })).toBe(401);
    expect(await attempt({ counter: 13 }, 301)).toBe(401);
    const { ceremony } = await begin();
    expect(
      (
        await post("/api/v1/sign-in/passkey", {
          ceremony,
          response: authenticator.get({ challenge: "AAAA" }),
        })
      ).statusCode,
    ).toBe(401);
    expect(await attempt({ counter: 20 })).toBe(200);
  });

  it("belongs to one account, and goes when its owner says so", async () => {
    const account = await newAccount();
    const { authenticator, id } = await added(account);
    const thief = await newAccount();
    const begun = await post("/api/v1/me/passkeys/options", {}, { session: thief.session });
    const { ceremony, options } = begun.json<{ ceremony: string; options: { challenge: string } }>();
    expect(
      (
        await post(
          "/api/v1/me/passkeys",
          { ceremony, name: "Stolen", response: authenticator.create(options) },
          { session: thief.session },
        )
      ).statusCode,
    ).toBe(409);
    expect(
      (await world.inject({ method: "DELETE", url: `/api/v1/me/passkeys/${id}`, session: thief.session }))
        .statusCode,
    ).toBe(404);
    expect(
      (await world.inject({ method: "DELETE", url: `/api/v1/me/passkeys/${id}`, session: account.session }))
        .statusCode,
    ).toBe(204);
    const after = await begin();
    expect(
      (
        await post("/api/v1/sign-in/passkey", {
          ceremony: after.ceremony,
          response: authenticator.get(after.options),
        })
      ).statusCode,
    ).toBe(401);
  });
});
