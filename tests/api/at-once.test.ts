/** Many requests at once, on either store: what counts once counts once, and no flood slips through between two looks. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret, TOTP } from "otpauth";
import { embeddedPlace, postgresIsThere, postgresPlace } from "../database/servers.ts";
import {
  newOrganisation,
  newPerson,
  openWorld,
  password,
  putDossier,
  sessionOf,
  type ApiWorld,
  type TestPerson,
} from "./api-world.ts";
import { hashPassword } from "../../src/server/auth/password.ts";

const stores = [
  { kind: "the embedded database", place: embeddedPlace },
  ...((await postgresIsThere()) ? [{ kind: "PostgreSQL", place: postgresPlace }] : []),
];

describe.each(stores)("on $kind", ({ place }) => {
  let world: ApiWorld;
  let organisation = "";
  let admin: TestPerson;
  const many = Array.from({ length: 16 }, (_, index) => index);

  beforeAll(async () => {
    world = await openWorld({ place: await place() });
    organisation = await newOrganisation(world, "maker");
    admin = await newPerson(world, organisation, ["admin", "editor"]);
  });
  afterAll(() => world.close());

  const from = (index: number): string => `10.7.0.${String(index + 1)}`;

  it("few of many guesses are judged", async () => {
    const replies = await Promise.all(
      many.map((index) =>
        world.inject({
          method: "POST",
          url: "/api/v1/sign-in/password",
          payload: { email: admin.email, password: "wrong wrong wrong" },
          remoteAddress: from(index),
        }),
      ),
    );
    expect(replies.filter((one) => one.statusCode === 401).length).toBeLessThanOrEqual(5);
    expect(replies.filter((one) => one.statusCode === 429).length).toBeGreaterThanOrEqual(11);
  });

  it("an invitation makes one account", async () => {
    const invited = await world.inject({
      method: "POST",
      url: `/api/v1/organisations/${organisation}/invitations`,
      payload: { email: "one@example.org", roles: ["reader"] },
      session: admin.session,
    });
    const token = invited.json<{ link: string }>().link.split("/").pop();
    const replies = await Promise.all(
      many.slice(0, 6).map((index) =>
        world.inject({
          method: "POST",
          url: "/api/v1/sign-in/invitation",
          payload: { token, name: "One", password: "violet anchor gravel 71" },
          remoteAddress: from(index),
        }),
      ),
    );
    expect(replies.filter((one) => one.statusCode === 200)).toHaveLength(1);
    expect(replies.every((one) => one.statusCode < 500)).toBe(true);
  });

  it("a time-based code opens one session", async () => {
    const person = await newPerson(world, organisation, ["reader"]);
    const hashed = await hashPassword(password);
    await world.ports.work.inTransaction("system", ({ signIn }) =>
      signIn.setPassword(person.id, hashed, world.ports.clock.now()),
    );
    const begun = await world.inject({ method: "POST", url: "/api/v1/me/totp", session: person.session });
    const totp = new TOTP({ secret: Secret.fromBase32(begun.json<{ secret: string }>().secret) });
    const code = (): string => totp.generate({ timestamp: Date.parse(world.ports.clock.now()) });
    await world.inject({
      method: "POST",
      url: "/api/v1/me/totp/confirm",
      payload: { code: code() },
      session: person.session,
    });
    world.wait(60);
    const waiting = await Promise.all(
      many.slice(0, 4).map(async (index) => {
        const reply = await world.inject({
          method: "POST",
          url: "/api/v1/sign-in/password",
          payload: { email: person.email, password },
          remoteAddress: from(index),
        });
        return /__Host-plumbline=([^;]+)/.exec(String(reply.headers["set-cookie"]))?.[1];
      }),
    );
    const same = code();
    const replies = await Promise.all(
      waiting.map((session, index) =>
        world.inject({
          method: "POST",
          url: "/api/v1/sign-in/totp",
          payload: { code: same },
          session,
          remoteAddress: from(index),
        }),
      ),
    );
    expect(replies.filter((one) => one.statusCode === 200)).toHaveLength(1);
  });

  it("one of many writes of a version wins, and all others see both sides", async () => {
    const dossier = await putDossier(world, organisation, admin.id);
    const replies = await Promise.all(
      many.map((index) =>
        world.inject({
          method: "PUT",
          url: `/api/v1/dossiers/${dossier}/records/ics/5.1-1`,
          payload: { body: { support: "N", detail: `Writer ${String(index)}.` } },
          headers: { "if-match": '"v1"' },
          session: admin.session,
        }),
      ),
    );
    expect(replies.map((one) => one.statusCode).sort()).toEqual([200, ...many.slice(1).map(() => 412)]);
    for (const one of replies.filter((reply) => reply.statusCode === 412)) {
      expect(one.json()).toMatchObject({ currentVersion: 2 });
    }
  });

  it("an organisation keeps an admin, whoever leaves at once", async () => {
    const own = await newOrganisation(world, "two");
    const [one, two] = [await newPerson(world, own, ["admin"]), await newPerson(world, own, ["admin"])];
    const leave = async (person: TestPerson, by: TestPerson) =>
      world.inject({
        method: "DELETE",
        url: `/api/v1/organisations/${own}/members/${person.id}`,
        session: await sessionOf(world, by.id),
      });
    const replies = await Promise.all([leave(one, one), leave(two, two)]);
    expect(replies.map((reply) => reply.statusCode).sort()).toEqual([204, 409]);
  });
});
