/** Sign-in with an identity provider: who is let in, and every way in which it must not hold. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newOrganisation, newPerson, openWorld, publicUrl, type ApiWorld } from "./api-world.ts";
import { startOidcProvider, type OidcProvider } from "./oidc-provider.ts";

let world: ApiWorld;
let provider: OidcProvider;
let organisation = "";

beforeAll(async () => {
  provider = await startOidcProvider("plumbline");
  world = await openWorld({
    environment: {
      PLUMBLINE_OIDC_ISSUER: provider.issuer,
      PLUMBLINE_OIDC_CLIENT_ID: "plumbline",
      PLUMBLINE_OIDC_CLIENT_SECRET: "provider-secret-value",
      PLUMBLINE_OIDC_NAME: "Acme ID",
      PLUMBLINE_OIDC_INSECURE: "loopback",
    },
  });
  organisation = await newOrganisation(world, "maker");
});
afterAll(async () => {
  await world.close();
  await provider.close();
});
beforeEach(() => {
  provider.fault = "none";
  for (const name of Object.keys(provider.claims)) Reflect.deleteProperty(provider.claims, name);
});

async function begin() {
  const reply = await world.inject({ url: "/api/v1/sign-in/oidc", unguarded: true });
  expect(reply.statusCode, reply.body).toBe(303);
  return { location: String(reply.headers.location), cookie: cookieOf(reply.headers["set-cookie"]) };
}

function cookieOf(header: string | readonly string[] | undefined): string {
  return (
    [header ?? []]
      .flat()
      .find((one) => one.includes("_oidc="))
      ?.split(";")[0] ?? ""
  );
}

async function signIn(claims: object) {
  Object.assign(provider.claims, claims);
  const { location, cookie } = await begin();
  return world.inject({ url: provider.approve(location), headers: { cookie }, unguarded: true });
}

function isSignedIn(reply: {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly statusCode: number;
}): boolean {
  return (
    reply.statusCode === 303 &&
    JSON.stringify(reply.headers["set-cookie"] ?? "").includes("__Host-plumbline=")
  );
}

describe("the provider", () => {
  it("is asked with PKCE, state and nonce, and nothing secret in the address", async () => {
    const query = new URL((await begin()).location).searchParams;
    expect(query.get("code_challenge_method")).toBe("S256");
    expect(query.get("redirect_uri")).toBe(`${publicUrl}/api/v1/sign-in/oidc/callback`);
    for (const name of ["state", "nonce", "code_challenge"])
      expect(query.get(name)?.length).toBeGreaterThan(20);
    expect(query.toString()).not.toContain("provider-secret-value");
  });

  it("lets in whom it knows by a verified address, and knows them again by their subject", async () => {
    const person = await newPerson(world, organisation, ["editor"]);
    expect(isSignedIn(await signIn({ sub: "s-1", email: person.email, email_verified: true }))).toBe(true);
    expect(isSignedIn(await signIn({ sub: "s-1", email: "changed@example.org", email_verified: true }))).toBe(
      true,
    );
  });

  it("lets in nobody by an address that it did not verify, or that nobody here has", async () => {
    const person = await newPerson(world, organisation, ["editor"]);
    expect((await signIn({ sub: "s-2", email: person.email, email_verified: false })).statusCode).toBe(401);
    expect((await signIn({ sub: "s-2", email: person.email })).statusCode).toBe(401);
    expect(
      (await signIn({ sub: "s-3", email: "stranger@example.org", email_verified: true })).statusCode,
    ).toBe(401);
  });

  it.each(["nonce", "signature", "audience", "expired"] as const)(
    "is not believed with a wrong %s",
    async (fault) => {
      const person = await newPerson(world, organisation, ["editor"]);
      provider.fault = fault;
      expect(isSignedIn(await signIn({ sub: `s-${fault}`, email: person.email, email_verified: true }))).toBe(
        false,
      );
    },
  );

  it("is not believed without the browser that set out, twice, or with another state", async () => {
    const person = await newPerson(world, organisation, ["editor"]);
    Object.assign(provider.claims, { sub: "s-4", email: person.email, email_verified: true });
    const first = await begin();
    expect((await world.inject({ url: provider.approve(first.location), unguarded: true })).statusCode).toBe(
      401,
    );
    const other = await begin();
    expect(
      isSignedIn(
        await world.inject({
          url: provider.approve(first.location),
          headers: { cookie: other.cookie },
          unguarded: true,
        }),
      ),
    ).toBe(false);
    const third = await begin();
    const back = provider.approve(third.location);
    expect(
      isSignedIn(await world.inject({ url: back, headers: { cookie: third.cookie }, unguarded: true })),
    ).toBe(true);
    expect(
      (await world.inject({ url: back, headers: { cookie: third.cookie }, unguarded: true })).statusCode,
    ).toBe(401);
  });

  it("brings in somebody invited, with the roles of the invitation", async () => {
    const admin = await newPerson(world, organisation, ["admin"]);
    const invited = await world.inject({
      method: "POST",
      url: `/api/v1/organisations/${organisation}/invitations`,
      payload: { email: "new@example.org", roles: ["assessor"] },
      session: admin.session,
    });
    const token = invited.json<{ link: string }>().link.split("/").pop() ?? "";
    const form = { "content-type": "application/x-www-form-urlencoded", origin: publicUrl };
    const page = await world.inject({
      method: "POST",
      url: "/join/oidc",
      payload: new URLSearchParams({ token }).toString(),
      headers: form,
      unguarded: true,
    });
    const location = /href="(http:\/\/127[^"]+)"/.exec(page.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    Object.assign(provider.claims, {
      sub: "s-5",
      email: "new@example.org",
      email_verified: true,
      name: "Nia New",
      amr: ["pwd", "mfa"],
    });
    const reply = await world.inject({
      url: provider.approve(location),
      headers: { cookie: cookieOf(page.headers["set-cookie"]) },
      unguarded: true,
    });
    expect(isSignedIn(reply), reply.body).toBe(true);
    const session = /__Host-plumbline=([^;]+)/.exec(JSON.stringify(reply.headers["set-cookie"]))?.[1];
    expect((await world.inject({ url: "/api/v1/me", session })).json()).toMatchObject({
      name: "Nia New",
      organisations: [{ roles: ["assessor"] }],
      session: { strong: true },
    });
  });

  it("that is away answers 503, and works again when it is back", async () => {
    const away = await startOidcProvider("plumbline");
    await away.close();
    const lonely = await openWorld({
      environment: {
        PLUMBLINE_OIDC_ISSUER: away.issuer,
        PLUMBLINE_OIDC_CLIENT_ID: "plumbline",
        PLUMBLINE_OIDC_INSECURE: "loopback",
      },
    });
    try {
      expect((await lonely.inject({ url: "/api/v1/sign-in/oidc" })).statusCode).toBe(503);
    } finally {
      await lonely.close();
    }
  });
});
