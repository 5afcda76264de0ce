/** Accounts on a shared server: passwords, lock-out, invitations, sessions, tokens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "../../src/server/auth/password.ts";
import { newLink } from "../../src/server/bootstrap.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  password,
  problemOf,
  publicUrl,
  putDossier,
  type ApiWorld,
  type Call,
  type TestPerson,
} from "./api-world.ts";

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

describe("a password", () => {
  it("signs in, with a cookie that scripts and other hosts cannot reach", async () => {
    const account = await newAccount();
    const reply = await signIn({ ...account, email: account.email.toUpperCase() });
    expect(reply.json()).toEqual({ state: "signed-in" });
    const cookie = String(reply.headers["set-cookie"]);
    expect(cookie).toMatch(/^__Host-plumbline=[A-Za-z0-9_-]{43}; /);
    for (const flag of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(flag);
    expect(cookie).not.toContain("Domain");
    const me = await world.inject({ url: "/api/v1/me", session: sessionIn(reply) });
    expect(me.json()).toMatchObject({ id: account.id, security: { password: true, totp: false } });
  });

  it("gives one answer for wrong, unknown and disabled", async () => {
    const account = await newAccount();
    const disabled = await newAccount();
    await world.ports.work.inTransaction("system", ({ organisations }) =>
      organisations.setDisabled(disabled.id, world.ports.clock.now()),
    );
    const replies = await Promise.all([
      signIn({ ...account, password: "wrong wrong wrong" }),
      signIn({ email: "nobody@example.org", password }),
      signIn(disabled),
    ]);
    const shown = replies.map((one) => ({
      status: one.statusCode,
      body: one.body.replace(/"id":"[^"]*"/, ""),
      cookie: one.headers["set-cookie"],
    }));
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(shown[0]?.status).toBe(401);
    expect((await world.inject({ url: "/api/v1/me", session: disabled.session })).statusCode).toBe(401);
  });

  it("waits longer after each failure, the same for accounts that are not there", async () => {
    const account = await newAccount();
    for (const email of [account.email, "ghost@example.org"]) {
      const waits: number[] = [];
      for (let count = 0; count < 9; count += 1) {
        const reply = await signIn({ email, password: "wrong wrong wrong" });
        if (reply.statusCode === 429) {
          const seconds = Number(reply.headers["retry-after"]);
          waits.push(seconds);
          world.wait(seconds + 1);
        }
      }
      expect(waits.length, email).toBeGreaterThanOrEqual(2);
      expect(waits, email).toEqual([...waits].sort((a, b) => a - b));
      expect(new Set(waits).size).toBe(waits.length);
    }
    const locked = await signIn({ ...account, password: "wrong wrong wrong" });
    expect([401, 429]).toContain(locked.statusCode);
    world.wait(16 * 60);
    expect((await signIn(account)).statusCode).toBe(200);
    for (let count = 0; count < 4; count += 1)
      expect((await signIn({ ...account, password: "wrong wrong wrong" })).statusCode).toBe(401);
  });

  it("lets no flood of guesses through at once", async () => {
    const account = await newAccount();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => signIn({ ...account, password: "wrong wrong wrong" })),
    );
    expect(replies.filter((one) => one.statusCode === 401).length).toBeLessThanOrEqual(5);
  });

  it("of one address that tries many accounts is delayed too", async () => {
    const replies = [];
    for (let count = 0; count < 34; count += 1)
      replies.push(
        await signIn(
          { email: `user${String(count)}@example.org`, password: "x" },
          { remoteAddress: "10.9.9.9" },
        ),
      );
    expect(replies.at(-1)?.statusCode).toBe(429);
  });

  it("is changed with the old one, ends other sessions, and is refused when it is easy to guess", async () => {
    const account = await newAccount();
    const other = sessionIn(await signIn(account));
    const change = (current: string, next: string) =>
      world.inject({
        method: "PUT",
        url: "/api/v1/me/password",
        payload: { current, password: next },
        session: account.session,
        remoteAddress: `10.2.0.${String((address += 1) & 255)}`,
      });
    expect((await change("wrong wrong wrong", "violet anchor gravel 71")).statusCode).toBe(401);
    for (const weak of [
      "short",
      "password1234!",
      "qwertyuiop12345",
      "aaaaaaaaaaaaaaaa",
      `${account.email.split("@")[0] ?? ""}12345678`,
      "AdaExample2026",
      "123456789012345",
      "P4ssw0rd2026!!",
    ]) {
      const reply = await change(password, weak);
      expect([reply.statusCode, weak]).toEqual([422, weak]);
    }
    expect((await change(password, "violet anchor gravel 71")).statusCode).toBe(204);
    expect((await world.inject({ url: "/api/v1/me", session: other })).statusCode).toBe(401);
    expect((await world.inject({ url: "/api/v1/me", session: account.session })).statusCode).toBe(200);
    expect((await signIn({ ...account, password: "violet anchor gravel 71" })).statusCode).toBe(200);
  });
});

describe("an invitation", () => {
  async function invited(email: string, roles: readonly string[] = ["editor"]): Promise<string> {
    const admin = await newPerson(world, organisation, ["admin"]);
    const reply = await post(
      `/api/v1/organisations/${organisation}/invitations`,
      { email, roles },
      { session: admin.session },
    );
    const { link } = reply.json<{ link: string }>();
    expect(link).toMatch(/^https:\/\/plumbline\.example\.org\/join\//);
    return link.split("/").pop() ?? "";
  }

  it("makes an account with the roles it names, once", async () => {
    const token = await invited("invited1@example.org");
    const reply = await post("/api/v1/sign-in/invitation", {
      token,
      name: "Ina",
      password: "violet anchor gravel 71",
    });
    expect(reply.json()).toEqual({ state: "signed-in" });
    const me = (await world.inject({ url: "/api/v1/me", session: sessionIn(reply) })).json<object>();
    expect(me).toMatchObject({
      name: "Ina",
      email: "invited1@example.org",
      organisations: [{ id: organisation, roles: ["editor"] }],
    });
    expect(
      (await post("/api/v1/sign-in/invitation", { token, name: "Ina", password: "violet anchor gravel 71" }))
        .statusCode,
    ).toBe(401);
    expect(
      (await signIn({ email: "invited1@example.org", password: "violet anchor gravel 71" })).statusCode,
    ).toBe(200);
  });

  it("is not used up by a weak password", async () => {
    const token = await invited("invited2@example.org");
    expect(
      (await post("/api/v1/sign-in/invitation", { token, name: "Ina", password: "password12345" }))
        .statusCode,
    ).toBe(422);
    expect(
      (await post("/api/v1/sign-in/invitation", { token, name: "Ina", password: "invited2invited2" }))
        .statusCode,
    ).toBe(422);
    expect(
      (await post("/api/v1/sign-in/invitation", { token, name: "Ina", password: "violet anchor gravel 71" }))
        .statusCode,
    ).toBe(200);
  });

  it("opens nobody's account: who has one signs in first", async () => {
    const other = await newOrganisation(world, "laboratory");
    const admin = await newPerson(world, other, ["admin"]);
    const member = await newAccount();
    const reply = await post(
      `/api/v1/organisations/${other}/invitations`,
      { email: member.email, roles: ["assessor"] },
      { session: admin.session },
    );
    const token = reply.json<{ link: string }>().link.split("/").pop();
    expect(
      problemOf(
        await post("/api/v1/sign-in/invitation", { token, name: "Eve", password: "violet anchor gravel 71" }),
      ),
    ).toBe("conflict");
    const stranger = await newAccount();
    expect(
      (await post("/api/v1/sign-in/invitation", { token }, { session: stranger.session })).statusCode,
    ).toBe(403);
    expect(
      (await post("/api/v1/sign-in/invitation", { token }, { session: member.session })).statusCode,
    ).toBe(200);
    const { organisations } = (await world.inject({ url: "/api/v1/me", session: member.session })).json<{
      organisations: { id: string }[];
    }>();
    expect(organisations.map((one) => one.id).sort()).toEqual([organisation, other].sort());
  });

  it("ends after a week", async () => {
    const token = await invited("invited3@example.org");
    world.wait(7 * 86_400 + 60);
    expect(
      (await post("/api/v1/sign-in/invitation", { token, name: "Ina", password: "violet anchor gravel 71" }))
        .statusCode,
    ).toBe(401);
  });
});

describe("a session", () => {
  it("is listed, and ended by its owner alone", async () => {
    const account = await newAccount();
    const other = sessionIn(await signIn(account));
    const list = async () =>
      (await world.inject({ url: "/api/v1/sessions", session: account.session })).json<{
        items: { id: string; current: boolean }[];
      }>().items;
    const before = await list();
    expect(before.filter((one) => one.current)).toHaveLength(1);
    const id = before.find((one) => !one.current)?.id ?? "";
    const stranger = await newAccount();
    expect(
      (await world.inject({ method: "DELETE", url: `/api/v1/sessions/${id}`, session: stranger.session }))
        .statusCode,
    ).toBe(404);
    expect(
      (await world.inject({ method: "DELETE", url: `/api/v1/sessions/${id}`, session: account.session }))
        .statusCode,
    ).toBe(204);
    expect((await world.inject({ url: "/api/v1/me", session: other })).statusCode).toBe(401);
  });

  it("ends without use after eight hours, and after a week in any case", async () => {
    const account = await newAccount();
    const session = sessionIn(await signIn(account));
    const alive = async (): Promise<boolean> =>
      (await world.inject({ url: "/api/v1/me", session })).statusCode === 200;
    for (let hours = 0; hours < 7 * 24 - 7; hours += 7) {
      expect(await alive(), `after ${String(hours)} hours of use`).toBe(true);
      world.wait(7 * 3600);
    }
    world.wait(8 * 3600);
    expect(await alive()).toBe(false);
    const idle = sessionIn(await signIn(account));
    world.wait(8 * 3600 + 1);
    expect((await world.inject({ url: "/api/v1/me", session: idle })).statusCode).toBe(401);
  });

  it("ends at sign-out on the server, not only in the browser", async () => {
    const account = await newAccount();
    const reply = await post("/api/v1/sign-out", {}, { session: account.session });
    expect(reply.statusCode).toBe(204);
    expect(String(reply.headers["set-cookie"])).toContain("Expires=Thu, 01 Jan 1970");
    expect((await world.inject({ url: "/api/v1/me", session: account.session })).statusCode).toBe(401);
  });

  it("loses rights at once when its person does", async () => {
    const admin = await newPerson(world, organisation, ["admin"]);
    const editor = await newPerson(world, organisation, ["editor"]);
    const dossier = await putDossier(world, organisation, admin.id);
    expect(
      (await world.inject({ url: `/api/v1/dossiers/${dossier}`, session: editor.session })).statusCode,
    ).toBe(200);
    expect(
      (
        await world.inject({
          method: "DELETE",
          url: `/api/v1/organisations/${organisation}/members/${editor.id}`,
          session: admin.session,
        })
      ).statusCode,
    ).toBe(204);
    expect(
      (await world.inject({ url: `/api/v1/dossiers/${dossier}`, session: editor.session })).statusCode,
    ).toBe(404);
  });
});

describe("an API token", () => {
  const create = async (account: TestPerson, payload: object) =>
    post(`/api/v1/organisations/${organisation}/tokens`, payload, { session: account.session });

  it("is shown once, does no more than its owner, and ends", async () => {
    const account = await newPerson(world, organisation, ["editor"]);
    const made = await create(account, { name: "CI", scopes: ["read", "claims"], days: 30 });
    const { token, id } = made.json<{ token: string; id: string }>();
    expect(token).toMatch(/^plumbline_[A-Za-z0-9_-]{43}$/);
    const listed = await world.inject({
      url: `/api/v1/organisations/${organisation}/tokens`,
      session: account.session,
    });
    expect(listed.body).not.toContain(token);
    expect((await world.inject({ url: "/api/v1/me", token, unguarded: true })).json()).toMatchObject({
      id: account.id,
      token: { id },
    });
    expect(
      (await world.inject({ url: `/api/v1/organisations/${organisation}/audit`, token })).statusCode,
    ).toBe(403);
    expect(
      (await world.inject({ method: "POST", url: "/api/v1/organisations", payload: { name: "x" }, token }))
        .statusCode,
    ).toBe(403);
    world.wait(30 * 86_400 + 86_400);
    expect(problemOf(await world.inject({ url: "/api/v1/me", token }))).toBe("token-refused");
  });

  it("is revoked by its owner or an admin, and by nobody else", async () => {
    const account = await newPerson(world, organisation, ["editor"]);
    const { token, id } = (await create(account, { name: "CI", scopes: ["read"] })).json<{
      token: string;
      id: string;
    }>();
    const other = await newPerson(world, organisation, ["editor"]);
    const revoke = (session: string) =>
      world.inject({ method: "DELETE", url: `/api/v1/organisations/${organisation}/tokens/${id}`, session });
    expect((await revoke(other.session)).statusCode).toBe(404);
    expect((await revoke((await newPerson(world, organisation, ["admin"])).session)).statusCode).toBe(204);
    expect((await world.inject({ url: "/api/v1/me", token })).statusCode).toBe(401);
  });

  it("needs no guard against forgery, since no browser sends it by itself", async () => {
    const account = await newPerson(world, organisation, ["editor"]);
    const { token } = (await create(account, { name: "CI", scopes: ["claims"] })).json<{ token: string }>();
    const reply = await world.inject({
      method: "POST",
      url: "/api/v1/dossiers",
      payload: { organisationId: organisation, name: "By token", kind: "product" },
      token,
      unguarded: true,
    });
    expect(reply.statusCode).toBe(201);
  });
});

describe("the first account", () => {
  it("is made with the printed link, once", async () => {
    const empty = await openWorld();
    try {
      const link = (await newLink(empty.context, publicUrl)) ?? "";
      expect(link).toContain("/set-up/");
      const token = link.split("/").pop();
      const page = await empty.inject({ url: new URL(link).pathname });
      expect(page.body).toContain("Set up this server");
      const payload = {
        token,
        organisation: "Quay Light AB",
        email: "Boss@example.org",
        name: "Bo",
        password: "violet anchor gravel 71",
      };
      expect(
        (
          await empty.inject({
            method: "POST",
            url: "/api/v1/sign-in/set-up",
            payload: { ...payload, password: "quaylight2026" },
          })
        ).statusCode,
      ).toBe(422);
      const reply = await empty.inject({ method: "POST", url: "/api/v1/sign-in/set-up", payload });
      expect(reply.statusCode, reply.body).toBe(200);
      expect((await empty.inject({ url: "/api/v1/me", session: sessionIn(reply) })).json()).toMatchObject({
        email: "boss@example.org",
        organisations: [{ name: "Quay Light AB", roles: ["admin"] }],
      });
      expect(
        (
          await empty.inject({
            method: "POST",
            url: "/api/v1/sign-in/set-up",
            payload: { ...payload, email: "other@example.org" },
          })
        ).statusCode,
      ).toBe(401);
      expect(await newLink(empty.context, publicUrl)).toBeUndefined();
    } finally {
      await empty.close();
    }
  });
});
