/** Members and invitations, and that no secret reaches the audit trail. */
import { expect, it } from "vitest";
import {
  acceptInvitation,
  createOrganisation,
  inviteMember,
  listInvitations,
  listMembers,
  listOrganisations,
  readAudit,
  removeMember,
  setRoles,
  withdrawInvitation,
  writeRecord,
} from "#workbench/stored";
import { onEveryStore } from "./stores.ts";
import { makeDossier, valueOf } from "./world.ts";

await onEveryStore("members", (subject) => {
  const admin = () => subject.world().actor("supplier admin");
  const own = () => ({ organisationId: subject.world().organisationId("supplier") });

  it("an invitation is accepted once, by the person it was sent to", async () => {
    const world = subject.world();
    const { ports } = world;
    const { invitation, secret } = valueOf(
      await inviteMember(ports, admin(), {
        ...own(),
        email: ` ${world.email("stranger editor").toUpperCase()} `,
        roles: ["assessor", "reader"],
      }),
    );
    expect(invitation.email).toBe(world.email("stranger editor"));
    expect(valueOf(await listInvitations(ports, admin(), own())).map((one) => one.id)).toContain(
      invitation.id,
    );
    const accept = (name: "stranger editor" | "stranger admin", with_ = secret) =>
      acceptInvitation(ports, { personId: world.actor(name).personId, secret: with_ });
    expect(await accept("stranger admin")).toMatchObject({ ok: false, error: { refused: "forbidden" } });
    expect(await accept("stranger editor", "guessed")).toMatchObject({
      ok: false,
      error: { refused: "state" },
    });
    expect(valueOf(await accept("stranger editor")).roles).toEqual(["assessor", "reader"]);
    expect(await accept("stranger editor")).toMatchObject({ ok: false, error: { refused: "state" } });
    const member = valueOf(await listMembers(ports, admin(), own())).find(
      (one) => one.email === invitation.email,
    );
    expect([...(member?.roles ?? [])].sort()).toEqual(["assessor", "reader"]);
    expect(
      await inviteMember(ports, admin(), { ...own(), email: invitation.email, roles: ["reader"] }),
    ).toMatchObject({ ok: false, error: { refused: "state" } });
  });

  it("a withdrawn invitation is worth nothing", async () => {
    const world = subject.world();
    const made = valueOf(
      await inviteMember(world.ports, admin(), {
        ...own(),
        email: world.email("stranger reader"),
        roles: ["reader"],
      }),
    );
    valueOf(await withdrawInvitation(world.ports, admin(), { ...own(), invitationId: made.invitation.id }));
    const late = await acceptInvitation(world.ports, {
      personId: world.actor("stranger reader").personId,
      secret: made.secret,
    });
    expect(late).toMatchObject({ ok: false, error: { refused: "state" } });
  });

  it("the last admin stays, and wrong input is named", async () => {
    const world = subject.world();
    const { ports } = world;
    const founder = world.actor("client admin");
    const made = valueOf(await createOrganisation(ports, founder, { name: " Second " }));
    expect(made.name).toBe("Second");
    const there = {
      ...founder,
      memberships: [...founder.memberships, { organisationId: made.id, roles: ["admin"] as const }],
    };
    expect(
      valueOf(await listOrganisations(ports, there))
        .map((one) => one.name)
        .sort(),
    ).toEqual(["Second", "client"]);
    const inSecond = { organisationId: made.id, personId: founder.personId };
    const lastAdmin = {
      ok: false,
      error: { refused: "state", because: "An organisation keeps at least one admin." },
    };
    expect(await removeMember(ports, there, inSecond)).toMatchObject(lastAdmin);
    expect(await setRoles(ports, there, { ...inSecond, roles: ["reader"] })).toMatchObject(lastAdmin);
    expect(await setRoles(ports, there, { ...inSecond, roles: [] })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
    expect(await setRoles(ports, there, { ...inSecond, roles: ["owner" as "admin"] })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
    const unasked = { organisationId: made.id, personId: world.actor("stranger admin").personId };
    expect(await setRoles(ports, there, { ...unasked, roles: ["reader"] })).toMatchObject({
      ok: false,
      error: { refused: "not-found" },
    });
    expect(
      await inviteMember(ports, there, { organisationId: made.id, email: "nonsense", roles: ["reader"] }),
    ).toMatchObject({ ok: false, error: { refused: "invalid" } });
    expect(await createOrganisation(ports, founder, { name: "\n" })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
  });

  it("no secret and no body reaches the trail", async () => {
    const world = subject.world();
    const { ports } = world;
    const made = valueOf(
      await inviteMember(ports, admin(), {
        ...own(),
        email: world.email("laboratory reader"),
        roles: ["reader"],
      }),
    );
    valueOf(
      await acceptInvitation(ports, {
        personId: world.actor("laboratory reader").personId,
        secret: made.secret,
      }),
    );
    const dossierId = await makeDossier(world);
    const token = { id: "tok-9", organisationId: own().organisationId, scopes: ["claims"] as const };
    const detail = "password: correct-horse token: plb_0123456789 key: -----BEGIN PRIVATE KEY-----";
    valueOf(
      await writeRecord(
        ports,
        { ...admin(), token },
        { dossierId, kind: "ics", key: "5.1-1", body: { support: "Y", detail }, expected: 1 },
      ),
    );
    const trail = valueOf(await readAudit(ports, admin(), { ...own(), limit: 500 }));
    expect(trail.items.map((one) => one.action)).toEqual(
      expect.arrayContaining(["member.invite", "invitation.accept", "record.write"]),
    );
    const text = JSON.stringify(trail.items);
    for (const secret of [...world.ports.ids.secrets(), "correct-horse", "plb_0123456789", "PRIVATE KEY"])
      expect(text).not.toContain(secret);
    const other = valueOf(await readAudit(ports, admin(), { ...own(), subject: `dossier/${dossierId}` }));
    expect(other.items.map((one) => one.action)).toEqual(["record.write", "dossier.import"]);
    expect(await readAudit(ports, admin(), { ...own(), after: "nonsense" })).toMatchObject({
      ok: false,
      error: { refused: "invalid" },
    });
  });
});
