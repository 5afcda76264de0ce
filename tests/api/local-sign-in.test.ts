/** Sign-in on a local server: the printed link counts once, for a quarter of an hour, and nothing but it lets anybody in. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootstrap, newLink } from "../../src/server/bootstrap.ts";
import { openWorld, problemOf, type ApiWorld } from "./api-world.ts";

let world: ApiWorld;

beforeAll(async () => {
  world = await openWorld({ environment: { PLUMBLINE_MODE: "local", PLUMBLINE_URL: "" } });
  await bootstrap(world.context, []);
});
afterAll(() => world.close());

async function link(): Promise<string> {
  const made = await newLink(world.context, "http://127.0.0.1:4870");
  if (made === undefined) throw new Error("no link");
  return new URL(made).pathname;
}

function cookieOf(header: string | readonly string[] | undefined): string {
  return [header ?? []].flat().join("; ");
}

describe("the link", () => {
  it("signs in once", async () => {
    const url = await link();
    const first = await world.inject({ url, unguarded: true });
    expect([first.statusCode, first.headers.location]).toEqual([303, "/"]);
    const cookie = cookieOf(first.headers["set-cookie"]);
    expect(cookie).toMatch(/^plumbline_4870=[A-Za-z0-9_-]{43}; /);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    expect(cookie).not.toContain("Secure");
    const session = /=([^;]+)/.exec(cookie)?.[1];
    expect((await world.inject({ url: "/api/v1/me", session })).json()).toMatchObject({ id: "local" });
    const second = await world.inject({ url, unguarded: true });
    expect(second.statusCode).toBe(401);
    expect(second.headers["set-cookie"]).toBeUndefined();
  });

  it("is not used up by who only looks ahead", async () => {
    const url = await link();
    expect((await world.inject({ method: "HEAD", url })).statusCode).toBe(405);
    expect((await world.inject({ url, headers: { "sec-purpose": "prefetch" } })).statusCode).toBe(400);
    expect((await world.inject({ url })).statusCode).toBe(303);
  });

  it("ends after fifteen minutes", async () => {
    const url = await link();
    world.wait(15 * 60 + 1);
    expect((await world.inject({ url })).statusCode).toBe(401);
  });

  it("works over the API as well", async () => {
    const token = (await link()).split("/").pop();
    const reply = await world.inject({ method: "POST", url: "/api/v1/sign-in/link", payload: { token } });
    expect(reply.json()).toEqual({ state: "signed-in" });
    const again = await world.inject({ method: "POST", url: "/api/v1/sign-in/link", payload: { token } });
    expect(problemOf(again)).toBe("sign-in-failed");
  });

  it("counts one of many at once", async () => {
    const url = await link();
    const replies = await Promise.all(Array.from({ length: 6 }, () => world.inject({ url })));
    expect(replies.filter((one) => one.statusCode === 303)).toHaveLength(1);
  });
});

describe("a local server", () => {
  it("has no accounts", async () => {
    const tries = [
      { method: "POST", url: "/api/v1/sign-in/password", payload: { email: "a@example.org", password: "x" } },
      {
        method: "POST",
        url: "/api/v1/sign-in/invitation",
        payload: { token: "0123456789", name: "x", password: "violet anchor gravel 71" },
      },
      {
        method: "POST",
        url: "/api/v1/sign-in/set-up",
        payload: {
          token: "0123456789",
          organisation: "x",
          email: "a@example.org",
          name: "x",
          password: "violet anchor gravel 71",
        },
      },
    ] as const;
    for (const one of tries) expect((await world.inject(one)).statusCode, one.url).toBe(404);
  });

  it("answers under the names of this machine only, against rebinding", async () => {
    for (const host of [
      "evil.example.org",
      "127.0.0.1.evil.example.org",
      "localhost.evil.org:4870",
      "127.0.0.1@evil.org",
    ]) {
      expect((await world.inject({ url: "/api/v1/server", headers: { host } })).statusCode, host).toBe(421);
    }
    for (const host of ["127.0.0.1:4870", "localhost:4870", "[::1]:4870"]) {
      expect((await world.inject({ url: "/api/v1/server", headers: { host } })).statusCode, host).toBe(200);
    }
  });

  it("shows its dossiers, and the way to sign in to everybody else", async () => {
    const page = await world.inject({ url: "/" });
    expect([page.statusCode, page.headers.location]).toEqual([303, "/sign-in"]);
    const signIn = await world.inject({ url: "/sign-in" });
    expect(signIn.body).toContain("one-time link");
    const session = /=([^;]+)/.exec(
      cookieOf((await world.inject({ url: await link() })).headers["set-cookie"]),
    )?.[1];
    const home = await world.inject({ url: "/", session });
    expect(home.body).toContain("<h1>Dossiers</h1>");
    expect(home.body).not.toContain("<script");
    expect(home.headers["content-security-policy"]).not.toContain("unsafe");
    const out = await world.inject({
      method: "POST",
      url: "/sign-out",
      session,
      unguarded: true,
      headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
    });
    expect(out.statusCode).toBe(303);
    expect((await world.inject({ url: "/api/v1/me", session })).statusCode).toBe(401);
  });

  it("loads the examples once and never again", async () => {
    expect(await bootstrap(world.context, ["/nonexistent"])).toEqual([]);
  });
});
