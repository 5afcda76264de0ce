/** Organisations, people, roles, invitations and tokens. */
import { describe, expect, it } from "vitest";
import { randomIds } from "#store/server";
import { at, newOrganisation, newPerson, within, type Subject } from "./subject.ts";

const later = "2026-03-02T00:00:00.000Z";

export function organisationTests(subject: Subject): void {
  describe("organisations", () => {
    people(subject);
    roles(subject);
    invitations(subject);
    tokens(subject);
  });
}

function people(subject: Subject): void {
  it("keeps one account per address, in whatever case it is written", async () => {
    const id = randomIds.next();
    await within(subject, "system", async ({ organisations }) => {
      const person = { id, email: `Ada.${id}@Example.org`, name: "Ada", createdAt: at };
      expect(await organisations.createPerson(person)).toBe("created");
      expect(await organisations.createPerson({ ...person, id: `${id}-2` })).toBe("taken");
      expect(await organisations.findPersonByEmail(`ADA.${id}@example.ORG`)).toEqual({
        ...person,
        email: `ada.${id}@example.org`,
        disabledAt: undefined,
      });
      expect(await organisations.setDisabled(id, later)).toBe(true);
      expect(await organisations.findPerson(id)).toMatchObject({ disabledAt: later });
      expect(await organisations.updatePerson(id, { name: "Ada L." })).toBe("done");
      expect(await organisations.updatePerson("none", { name: "x" })).toBe("not-found");
    });
  });

  it("lists one's own organisations, and all for the system", async () => {
    const [mine, theirs] = [await newOrganisation(subject, "Mine"), await newOrganisation(subject, "Theirs")];
    await within(subject, [mine], async ({ organisations }) => {
      expect((await organisations.list()).map((one) => one.id)).toEqual([mine]);
      expect(await organisations.find(theirs)).toBeUndefined();
      expect(await organisations.rename(theirs, "Taken over")).toBe(false);
      expect(await organisations.rename(mine, "Renamed")).toBe(true);
    });
    const all = await within(subject, "system", ({ organisations }) => organisations.list());
    const names = new Map(all.map((one) => [one.id, one.name]));
    expect([names.get(mine), names.get(theirs)]).toEqual(["Renamed", "Theirs"]);
  });
}

function roles(subject: Subject): void {
  it("gives and takes roles, and never the last admin", async () => {
    const organisation = await newOrganisation(subject);
    const [ada, bob] = [await newPerson(subject, "Ada"), await newPerson(subject, "Bob")];
    await within(subject, [organisation], async ({ organisations }) => {
      expect(await organisations.setRoles(organisation, ada, ["admin", "editor", "editor"])).toBe("done");
      expect(await organisations.setRoles(organisation, "none", ["reader"])).toBe("not-found");
      expect(await organisations.setRoles(organisation, ada, ["editor"])).toBe("last-admin");
      expect(await organisations.removeMember(organisation, ada)).toBe("last-admin");
      expect(await organisations.setRoles(organisation, bob, ["admin"])).toBe("done");
      expect(await organisations.setRoles(organisation, ada, ["reader"])).toBe("done");
      expect((await organisations.members(organisation)).map((one) => [one.name, one.roles])).toEqual([
        ["Ada", ["reader"]],
        ["Bob", ["admin"]],
      ]);
      expect(await organisations.removeMember(organisation, ada)).toBe("done");
      expect(await organisations.removeMember(organisation, ada)).toBe("not-found");
    });
    const memberships = await within(subject, "system", ({ organisations }) =>
      organisations.membershipsOf(bob),
    );
    expect(memberships).toEqual([{ organisationId: organisation, personId: bob, roles: ["admin"] }]);
  });

  it("keeps one admin when two remove each other at the same moment", async () => {
    const organisation = await newOrganisation(subject);
    const [ada, bob] = [await newPerson(subject), await newPerson(subject)];
    await within(subject, [organisation], async ({ organisations }) => {
      await organisations.setRoles(organisation, ada, ["admin"]);
      await organisations.setRoles(organisation, bob, ["admin"]);
    });
    const outcomes = await Promise.all(
      [ada, bob].map((person) =>
        within(subject, [organisation], ({ organisations }) =>
          organisations.removeMember(organisation, person),
        ),
      ),
    );
    expect([...outcomes].sort()).toEqual(["done", "last-admin"]);
  });

  it("shows no members of others", async () => {
    const [mine, theirs] = [await newOrganisation(subject), await newOrganisation(subject)];
    const ada = await newPerson(subject);
    await within(subject, [theirs], ({ organisations }) => organisations.setRoles(theirs, ada, ["admin"]));
    await within(subject, [mine], async ({ organisations }) => {
      expect(await organisations.members(theirs)).toEqual([]);
      expect(await organisations.membershipsOf(ada)).toEqual([]);
      expect(await organisations.invitations(theirs)).toEqual([]);
    });
    const grab = within(subject, [mine], ({ organisations }) =>
      organisations.setRoles(theirs, ada, ["reader"]),
    );
    await expect(grab).rejects.toMatchObject({ code: "out-of-scope" });
  });
}

function invitations(subject: Subject): void {
  it("accepts an invitation once, in time, and not when withdrawn", async () => {
    const organisationId = await newOrganisation(subject);
    const invite = async (expiresAt: string): Promise<{ id: string; tokenHash: string }> => {
      const [id, tokenHash] = [randomIds.next(), randomIds.secret()];
      const invitation = {
        id,
        organisationId,
        email: "Bob@Example.org",
        roles: ["editor", "reviewer"] as const,
      };
      await within(subject, [organisationId], ({ organisations }) =>
        organisations.invite({ ...invitation, tokenHash, expiresAt, createdBy: "p", createdAt: at }),
      );
      return { id, tokenHash };
    };
    const accept = (tokenHash: string, when: string) =>
      within(subject, "system", ({ organisations }) => organisations.acceptInvitation(tokenHash, when));
    const good = await invite(later);
    expect(await accept("wrong", at)).toBeUndefined();
    expect(await accept(good.tokenHash, at)).toMatchObject({
      organisationId,
      email: "bob@example.org",
      roles: ["editor", "reviewer"],
      acceptedAt: at,
    });
    expect(await accept(good.tokenHash, at)).toBeUndefined();
    expect(await accept((await invite(at)).tokenHash, later)).toBeUndefined();
    const withdrawn = await invite(later);
    await within(subject, [organisationId], async ({ organisations }) => {
      expect(await organisations.withdrawInvitation(organisationId, withdrawn.id)).toBe(true);
      expect(await organisations.withdrawInvitation(organisationId, good.id)).toBe(false);
      expect(await organisations.invitations(organisationId)).toHaveLength(2);
    });
    expect(await accept(withdrawn.tokenHash, at)).toBeUndefined();
  });
}

function tokens(subject: Subject): void {
  it("finds tokens by hash, notes their use, revokes them", async () => {
    const organisationId = await newOrganisation(subject);
    const personId = await newPerson(subject);
    const token = {
      id: randomIds.next(),
      organisationId,
      personId,
      name: "CI",
      scopes: ["read", "write"],
      createdAt: at,
    };
    const tokenHash = randomIds.secret();
    await within(subject, [organisationId], ({ tokens }) =>
      tokens.create({ ...token, expiresAt: later, tokenHash }),
    );
    const find = () => within(subject, "system", ({ tokens }) => tokens.findByHash(tokenHash));
    expect(await find()).toEqual({ ...token, expiresAt: later, lastUsedAt: undefined, revokedAt: undefined });
    await within(subject, "system", ({ tokens }) => tokens.touch(token.id, "2026-03-01T12:00:00.000Z"));
    await within(subject, "system", ({ tokens }) => tokens.touch(token.id, "2026-03-01T12:00:30.000Z"));
    expect(await find()).toMatchObject({ lastUsedAt: "2026-03-01T12:00:00.000Z" });
    await within(subject, [organisationId], async ({ tokens }) => {
      expect(await tokens.list(organisationId, "another")).toEqual([]);
      expect(await tokens.list(organisationId, personId)).toHaveLength(1);
      expect(await tokens.revoke(organisationId, token.id, at)).toBe(true);
      expect(await tokens.revoke(organisationId, "none", at)).toBe(false);
    });
    expect(await find()).toMatchObject({ revokedAt: at });
    const stranger = await newOrganisation(subject);
    expect(await within(subject, [stranger], ({ tokens }) => tokens.findByHash(tokenHash))).toBeUndefined();
  });

  it("opens a one-time link once, and not too late", async () => {
    const [good, late] = [randomIds.secret(), randomIds.secret()];
    await within(subject, "system", async ({ tokens }) => {
      await tokens.putLink(good, later);
      await tokens.putLink(late, at);
    });
    const use = (hash: string) => within(subject, "system", ({ tokens }) => tokens.useLink(hash, at));
    const uses = await Promise.all([use(good), use(good), use(good)]);
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await use(late)).toBe(false);
  });
}
