/** All of an act or nothing: a failure at the very end takes back what was done before, in the stores and in memory. */
import { describe, expect, it } from "vitest";
import type { Actor } from "#access";
import {
  acceptInvitation,
  archiveDossier,
  attachEvidence,
  createDossier,
  createOrganisation,
  detachEvidence,
  duplicateDossier,
  evaluateStored,
  exportFolder,
  importFolder,
  inviteMember,
  listMembers,
  openDossier,
  removeMember,
  renameDossier,
  renameOrganisation,
  setParties,
  setRoles,
  withdrawInvitation,
  writeRecord,
  writeReport,
  type ActPorts,
  type Stores,
  type UnitOfWork,
} from "#workbench/stored";
import { inOnePiece } from "../doubles/ports/memory-blobs.ts";
import { onEveryStore } from "./stores.ts";
import { filesOf, makeDossier, smallDossier, today, valueOf, type World } from "./world.ts";

/** Stores whose audit trail fails after everything else was done. */
function withBrokenTrail(work: UnitOfWork): UnitOfWork {
  const broken = (stores: Stores): Stores => ({
    ...stores,
    audit: { ...stores.audit, append: () => Promise.reject(new Error("the trail is full")) },
  });
  return {
    inTransaction: (visible, act, options) =>
      work.inTransaction(visible, (stores) => act(broken(stores)), options),
  };
}

type Attempt = (ports: ActPorts, actor: Actor, dossierId: string, world: World) => Promise<unknown>;

const attempts: Readonly<Record<string, Attempt>> = {
  writeRecord: (ports, actor, dossierId) =>
    writeRecord(ports, actor, { dossierId, kind: "ics", key: "5.1-1", body: { support: "N" }, expected: 1 }),
  "writeRecord with its table": (ports, actor, dossierId) =>
    writeRecord(ports, actor, {
      dossierId,
      kind: "ixit",
      key: "5-VulnMon/V",
      body: { fields: {}, own: {} },
      expected: 0,
    }),
  renameDossier: (ports, actor, dossierId) => renameDossier(ports, actor, { dossierId, name: "Other" }),
  attachEvidence: (ports, actor, dossierId) =>
    attachEvidence(ports, actor, {
      dossierId,
      evidenceId: "EV-1",
      expected: 1,
      name: "new.txt",
      mediaType: "text/plain",
      content: inOnePiece("new"),
      maxBytes: 9,
    }),
  detachEvidence: (ports, actor, dossierId) =>
    detachEvidence(ports, actor, { dossierId, evidenceId: "EV-1", expected: 1 }),
  importFolder: (ports, actor, dossierId) =>
    importFolder(ports, actor, {
      into: { dossierId, expectedRevision: 1 },
      files: filesOf({ ...smallDossier(), ics: {}, evidence: {} }),
      evidence: [],
      dryRun: false,
    }),
  "importFolder as a new one": (ports, actor, _dossierId, world) =>
    importFolder(ports, actor, {
      into: { organisationId: world.organisationId("supplier") },
      files: filesOf(smallDossier()),
      evidence: [],
      dryRun: false,
    }),
  createDossier: (ports, actor, _dossierId, world) =>
    createDossier(ports, actor, {
      organisationId: world.organisationId("supplier"),
      name: "Lamp",
      kind: "product",
    }),
  duplicateDossier: (ports, actor, dossierId) =>
    duplicateDossier(ports, actor, { dossierId, release: "2.0" }),
  archiveDossier: (ports, actor, dossierId) => archiveDossier(ports, actor, { dossierId, archived: true }),
  setParties: (ports, actor, dossierId, world) =>
    setParties(ports, actor, {
      dossierId,
      parties: [{ organisationId: world.organisationId("client"), party: "client" }],
    }),
  exportFolder: (ports, actor, dossierId) => exportFolder(ports, actor, { dossierId }),
  writeReport: (ports, actor, dossierId) => writeReport(ports, actor, { dossierId, version: "0" }),
  inviteMember: (ports, actor, _dossierId, world) =>
    inviteMember(ports, actor, {
      organisationId: world.organisationId("supplier"),
      email: "new@example.org",
      roles: ["reader"],
    }),
  setRoles: (ports, actor, _dossierId, world) =>
    setRoles(ports, actor, {
      organisationId: world.organisationId("supplier"),
      personId: world.actor("supplier reader").personId,
      roles: ["admin"],
    }),
  removeMember: (ports, actor, _dossierId, world) =>
    removeMember(ports, actor, {
      organisationId: world.organisationId("supplier"),
      personId: world.actor("supplier reader").personId,
    }),
  renameOrganisation: (ports, actor, _dossierId, world) =>
    renameOrganisation(ports, actor, { organisationId: world.organisationId("supplier"), name: "Other" }),
  createOrganisation: (ports, actor) => createOrganisation(ports, actor, { name: "Other" }),
};

await onEveryStore("when the audit trail cannot be written", (subject) => {
  /** Everything that an act of this test could have changed. */
  const state = async (world: World, dossierId: string): Promise<string> => {
    const { work } = world.ports;
    const own = world.organisationId("supplier");
    const all = await work.inTransaction([own], async (stores) => ({
      set: await stores.records.readAll(dossierId),
      head: await stores.dossiers.find(dossierId),
      list: await stores.dossiers.list({ asOf: today, limit: 500, archived: "with" }),
      links: await stores.evidence.list(dossierId),
      organisation: await stores.organisations.find(own),
      members: await stores.organisations.members(own),
      invitations: await stores.organisations.invitations(own),
      trail: await stores.audit.list(own, { limit: 500 }),
    }));
    const memberships = await work.inTransaction("system", ({ organisations }) =>
      organisations.membershipsOf(world.actor("supplier admin").personId),
    );
    return JSON.stringify({ all, memberships });
  };

  describe.each(Object.entries(attempts))("%s", (_name, attempt) => {
    it("changes nothing and can be done again", async () => {
      const world = subject.world();
      const dossierId = await makeDossier(world);
      const admin = world.actor("supplier admin");
      const evaluated = valueOf(await evaluateStored(world.ports, admin, { dossierId }));
      const before = await state(world, dossierId);
      const broken = { ...world.ports, work: withBrokenTrail(world.ports.work) };
      await expect(attempt(broken, admin, dossierId, world)).rejects.toThrow("the trail is full");
      expect(await state(world, dossierId)).toBe(before);
      // Memory has not run ahead of the stores either.
      const after = valueOf(await evaluateStored(world.ports, admin, { dossierId }));
      expect(after.dossier).toEqual(evaluated.dossier);
      expect(after.evaluation.problems).toEqual(evaluated.evaluation.problems);
      expect(valueOf(await openDossier(world.ports, admin, { dossierId })).revision).toBe(1);
    });
  });

  it("an invitation stays open", async () => {
    const world = subject.world();
    const own = { organisationId: world.organisationId("supplier") };
    const admin = world.actor("supplier admin");
    const guest = world.actor("stranger reader").personId;
    const made = valueOf(
      await inviteMember(world.ports, admin, {
        ...own,
        email: world.email("stranger reader"),
        roles: ["editor"],
      }),
    );
    const broken = { ...world.ports, work: withBrokenTrail(world.ports.work) };
    await expect(
      withdrawInvitation(broken, admin, { ...own, invitationId: made.invitation.id }),
    ).rejects.toThrow("full");
    await expect(acceptInvitation(broken, { personId: guest, secret: made.secret })).rejects.toThrow("full");
    expect(valueOf(await listMembers(world.ports, admin, own)).some((one) => one.id === guest)).toBe(false);
    expect((await acceptInvitation(world.ports, { personId: guest, secret: made.secret })).ok).toBe(true);
  });
});
