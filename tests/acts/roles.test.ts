/** Every act × every role × every part in a dossier, with the answers written out by hand. */
import { describe, expect, it } from "vitest";
import { roles, type Actor } from "#access";
import {
  archiveDossier,
  attachEvidence,
  createDossier,
  createOrganisation,
  detachEvidence,
  duplicateDossier,
  evaluateAll,
  evaluateStored,
  exportFolder,
  importFolder,
  inviteMember,
  listDossiers,
  listEvidence,
  listInvitations,
  listMembers,
  openDossier,
  openEvidence,
  readAudit,
  readChanges,
  readHistory,
  readRecord,
  removeMember,
  renameDossier,
  renameOrganisation,
  setParties,
  setRoles,
  verifyAudit,
  withdrawInvitation,
  writeRecord,
  writeReport,
  type Answer,
  type DossierParty,
  type RecordKind,
} from "#workbench";
import { inOnePiece } from "../doubles/ports/memory-blobs.ts";
import { onEveryStore } from "./stores.ts";
import {
  actorNames,
  evidenceFile,
  filesOf,
  makeDossier,
  makeThirdPartyDossier,
  smallDossier,
  valueOf,
  type ActorName,
  type OrganisationName,
  type World,
} from "./world.ts";

type Attempt = (world: World, actor: Actor, dossierId: string, turn: number) => Promise<Answer<unknown>>;

interface Case {
  readonly act: string;
  readonly attempt: Attempt;
  /** Who may in a first-party dossier, in which only the supplier has a part. */
  readonly alone: string;
  /** Who may in a third-party dossier with supplier, laboratory and client. */
  readonly parted: string;
}

const supplier = "supplier: admin editor assessor reviewer reader";
const parties = `${supplier}; laboratory: admin editor assessor reviewer reader; client: admin editor assessor reviewer reader`;

function writing(kind: RecordKind, key: string, body: (turn: number) => unknown): Attempt {
  return async ({ ports }, actor, dossierId, turn) => {
    const read = await readRecord(ports, actor, { dossierId, kind, key });
    const expected = read.ok ? read.value.version : 0;
    return writeRecord(ports, actor, { dossierId, kind, key, body: body(turn), expected });
  };
}

const reading: readonly Case[] = [
  {
    act: "openDossier",
    attempt: ({ ports }, actor, dossierId) => openDossier(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "openDossier at a revision",
    attempt: ({ ports }, actor, dossierId) => openDossier(ports, actor, { dossierId, revision: 1 }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "readRecord",
    attempt: ({ ports }, actor, dossierId) =>
      readRecord(ports, actor, { dossierId, kind: "header", key: "main" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "readHistory",
    attempt: ({ ports }, actor, dossierId) =>
      readHistory(ports, actor, { dossierId, kind: "header", key: "main" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "readChanges",
    attempt: ({ ports }, actor, dossierId) => readChanges(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "evaluateStored",
    attempt: ({ ports }, actor, dossierId) => evaluateStored(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "evaluateStored on another day",
    attempt: ({ ports }, actor, dossierId) => evaluateStored(ports, actor, { dossierId, asOf: "2027-01-01" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "writeReport",
    attempt: ({ ports }, actor, dossierId) => writeReport(ports, actor, { dossierId, version: "0" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "exportFolder",
    attempt: ({ ports }, actor, dossierId) => exportFolder(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "listEvidence",
    attempt: ({ ports }, actor, dossierId) => listEvidence(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "openEvidence",
    attempt: ({ ports }, actor, dossierId) => openEvidence(ports, actor, { dossierId, evidenceId: "EV-1" }),
    alone: supplier,
    parted: parties,
  },
];

const claims = { alone: "supplier: admin editor", parted: "supplier: admin editor" };
const assessment = { alone: "supplier: admin assessor", parted: "laboratory: admin assessor" };

const changing: readonly Case[] = [
  {
    act: "writeRecord header",
    attempt: writing("header", "main", (turn) => ({
      ...smallDossier("first-party").header,
      notes: `turn ${String(turn)}`,
    })),
    alone: claims.alone,
    parted: "",
  },
  {
    act: "writeRecord scope",
    attempt: writing("scope", "main", (turn) => ({ supportProcess: `turn ${String(turn)}` })),
    ...claims,
  },
  {
    act: "writeRecord ics",
    attempt: writing("ics", "5.1-1", (turn) => ({ support: "Y", detail: `turn ${String(turn)}` })),
    ...claims,
  },
  {
    act: "writeRecord requirement-document",
    attempt: writing("requirement-document", "ETSI EN 319 401", () => ({})),
    ...claims,
  },
  {
    act: "writeRecord requirement",
    attempt: writing("requirement", "ETSI EN 319 401/REQ-5-01", (turn) => ({
      detail: `turn ${String(turn)}`,
    })),
    ...claims,
  },
  { act: "writeRecord ixit-table", attempt: writing("ixit-table", "5-VulnMon", () => ({})), ...claims },
  {
    act: "writeRecord ixit",
    attempt: writing("ixit", "1-AuthMech/AuthMech-Web", (turn) => ({
      fields: { Description: `turn ${String(turn)}` },
      own: {},
    })),
    ...claims,
  },
  {
    act: "writeRecord control",
    attempt: writing("control", "C-1", (turn) => ({
      title: "Passwords",
      statement: `turn ${String(turn)}`,
      requirements: ["5.1-1"],
    })),
    ...claims,
  },
  {
    act: "writeRecord evidence",
    attempt: writing("evidence", "EV-2", (turn) => ({ title: `turn ${String(turn)}`, type: "scan" })),
    ...claims,
  },
  {
    act: "writeRecord governance",
    attempt: writing("governance", "main", (turn) => ({
      events: [{ kind: "release", on: "2026-01-01", what: `turn ${String(turn)}` }],
    })),
    ...claims,
  },
  {
    act: "writeRecord ics-verification",
    attempt: writing("ics-verification", "main", (turn) => ({
      result: "open",
      because: `turn ${String(turn)}`,
    })),
    ...assessment,
  },
  {
    act: "writeRecord selection",
    attempt: writing("selection", "AuthMech-Web", (turn) => ({
      trait: { answer: "yes", because: `turn ${String(turn)}` },
    })),
    ...assessment,
  },
  {
    act: "writeRecord case",
    attempt: writing("case", "5.1-1-2", (turn) => ({ reason: `turn ${String(turn)}` })),
    ...assessment,
  },
  {
    act: "writeRecord group",
    attempt: writing("group", "5.1-1", (turn) => ({ reason: `turn ${String(turn)}` })),
    ...assessment,
  },
  {
    act: "writeRecord external-decision",
    attempt: writing("external-decision", "EV-1", (turn) => ({
      "5.1-1": { decision: "rejected", because: `turn ${String(turn)}` },
    })),
    ...assessment,
  },
  {
    act: "writeRecord overall",
    attempt: writing("overall", "main", (turn) => ({ reason: `turn ${String(turn)}` })),
    ...assessment,
  },
  {
    act: "writeRecord finding",
    attempt: writing("finding", "F-1", (turn) => ({
      title: `turn ${String(turn)}`,
      kind: "gap",
      concerns: {},
      state: "open",
    })),
    alone: "supplier: admin editor assessor",
    parted: "supplier: admin editor assessor; laboratory: admin assessor",
  },
  {
    act: "writeRecord: only the review state",
    attempt: writing("ics", "5.1-2", (turn) => ({
      support: "N",
      review: "reviewed",
      notes: `turn ${String(turn)}`,
    })),
    alone: "supplier: admin editor reviewer",
    parted: "supplier: admin editor reviewer",
  },
  {
    act: "attachEvidence",
    attempt: ({ ports }, actor, dossierId, turn) =>
      attachEvidence(ports, actor, {
        dossierId,
        evidenceId: "EV-1",
        expected: "any",
        name: "scan.txt",
        mediaType: "text/plain",
        content: inOnePiece(`turn ${String(turn)}`),
        maxBytes: 100,
      }),
    ...claims,
  },
  {
    act: "detachEvidence",
    attempt: async ({ ports }, actor, dossierId) => {
      const answer = await detachEvidence(ports, actor, { dossierId, evidenceId: "EV-1", expected: "any" });
      // Gone already after the first who may: the right was there.
      return !answer.ok && answer.error.because.includes("evidence file")
        ? { ok: true, value: undefined }
        : answer;
    },
    ...claims,
  },
  {
    act: "renameDossier",
    attempt: ({ ports }, actor, dossierId, turn) =>
      renameDossier(ports, actor, { dossierId, name: `Lamp ${String(turn)}` }),
    ...claims,
  },
  {
    act: "duplicateDossier",
    attempt: ({ ports }, actor, dossierId) => duplicateDossier(ports, actor, { dossierId, release: "2.0" }),
    alone: "supplier: admin editor",
    parted: "supplier: admin editor",
  },
  {
    act: "importFolder over it, claims changed",
    attempt: async ({ ports }, actor, dossierId, turn) => {
      const exported = await exportFolder(ports, actor, { dossierId });
      if (!exported.ok) return exported;
      const files = exported.value.files.map((one) =>
        one.path === "ics.yaml"
          ? { ...one, text: `${one.text}  5.2-${String(turn + 1)}: { support: N }\n` }
          : one,
      );
      const into = { dossierId, expectedRevision: exported.value.revision };
      return importFolder(ports, actor, { into, files, evidence: [], dryRun: false });
    },
    ...claims,
  },
  {
    act: "setParties",
    attempt: (world, actor, dossierId) =>
      setParties(world.ports, actor, { dossierId, parties: partiesOf(world) }),
    alone: "supplier: admin",
    parted: "supplier: admin",
  },
  {
    act: "archiveDossier",
    attempt: ({ ports }, actor, dossierId) => archiveDossier(ports, actor, { dossierId, archived: true }),
    alone: "supplier: admin",
    parted: "supplier: admin",
  },
];

/** The parties stay what they are, whoever tries. */
function partiesOf(world: World): readonly DossierParty[] {
  return [
    { organisationId: world.organisationId("supplier"), party: "supplier" },
    { organisationId: world.organisationId("laboratory"), party: "laboratory" },
    { organisationId: world.organisationId("client"), party: "client" },
  ];
}

/** "supplier: admin editor; client: reader" as names of actors. */
function named(text: string): readonly string[] {
  return text
    .split("; ")
    .filter((part) => part !== "")
    .flatMap((part) => {
      const [organisation = "", held = ""] = part.split(": ");
      return held.split(" ").map((role) => `${organisation} ${role}`);
    });
}

await onEveryStore("rights of every role", (subject) => {
  const check = async ({ attempt }: Case, dossierId: string, expected: readonly string[]): Promise<void> => {
    const allowed: string[] = [];
    for (const [turn, name] of actorNames.entries()) {
      const answer = await attempt(subject.world(), subject.world().actor(name), dossierId, turn);
      if (answer.ok) allowed.push(name);
      else
        expect(["forbidden", "not-found"], `${name}: ${answer.error.because}`).toContain(
          answer.error.refused,
        );
    }
    expect(allowed).toEqual(expected);
  };
  describe.each([...reading, ...changing])("$act", (one) => {
    it("in a first-party dossier", async () => {
      await check(one, await makeDossier(subject.world()), named(one.alone));
    });
    it("in a third-party dossier", async () => {
      await check(one, await makeThirdPartyDossier(subject.world()), named(one.parted));
    });
  });

  it("a dossier in the archive takes no changes from anybody", async () => {
    const world = subject.world();
    const dossierId = await makeDossier(world);
    valueOf(await archiveDossier(world.ports, world.actor("supplier admin"), { dossierId, archived: true }));
    for (const one of changing.filter(({ act }) => act !== "archiveDossier" && act !== "duplicateDossier")) {
      await check(one, dossierId, []);
    }
    for (const one of reading) await check(one, dossierId, named(one.alone));
    valueOf(await archiveDossier(world.ports, world.actor("supplier admin"), { dossierId, archived: false }));
  });

  describe("in an organisation", () => {
    const allowedIn = async (
      attempt: (actor: Actor, name: ActorName, turn: number) => Promise<Answer<unknown>>,
    ) => {
      const allowed: string[] = [];
      for (const [turn, name] of actorNames.entries()) {
        if ((await attempt(subject.world().actor(name), name, turn)).ok) allowed.push(name);
      }
      return allowed;
    };
    const inSupplier = () => ({ organisationId: subject.world().organisationId("supplier") });
    const everyone = (organisation: OrganisationName): readonly string[] =>
      roles.map((role) => `${organisation} ${role}`);

    it("members see it, admins manage it", async () => {
      const { ports } = subject.world();
      const email = (turn: number): string =>
        `guest-${String(turn)}-${inSupplier().organisationId}@example.org`;
      expect(await allowedIn((actor) => listMembers(ports, actor, inSupplier()))).toEqual(
        everyone("supplier"),
      );
      expect(await allowedIn((actor) => listInvitations(ports, actor, inSupplier()))).toEqual([
        "supplier admin",
      ]);
      expect(
        await allowedIn((actor, _name, turn) =>
          inviteMember(ports, actor, { ...inSupplier(), email: email(turn), roles: ["reader"] }),
        ),
      ).toEqual(["supplier admin"]);
      expect(
        await allowedIn((actor) => renameOrganisation(ports, actor, { ...inSupplier(), name: "Supplier" })),
      ).toEqual(["supplier admin"]);
      expect(await allowedIn((actor) => evaluateAll(ports, actor, inSupplier()))).toEqual(["supplier admin"]);
      expect(await allowedIn((actor) => readAudit(ports, actor, inSupplier()))).toEqual(["supplier admin"]);
      const sound = () => Promise.resolve({ intact: true, events: 1, faults: [] });
      expect(await allowedIn((actor) => verifyAudit(ports, sound, actor, inSupplier()))).toEqual([
        "supplier admin",
      ]);
    });
    it("only admins change roles, remove members and withdraw invitations", async () => {
      const world = subject.world();
      const { ports } = world;
      const reader = world.actor("supplier reader").personId;
      const admin = world.actor("supplier admin");
      expect(
        await allowedIn((actor) =>
          setRoles(ports, actor, { ...inSupplier(), personId: reader, roles: ["reader"] }),
        ),
      ).toEqual(["supplier admin"]);
      const invited = valueOf(
        await inviteMember(ports, admin, { ...inSupplier(), email: "x@example.org", roles: ["reader"] }),
      );
      expect(
        await allowedIn((actor) =>
          withdrawInvitation(ports, actor, { ...inSupplier(), invitationId: invited.invitation.id }),
        ),
      ).toEqual(["supplier admin"]);
      const guest = `${reader}-guest`;
      await ports.work.inTransaction("system", async ({ organisations }) => {
        await organisations.createPerson({
          id: guest,
          email: `${guest}@example.org`,
          name: "Guest",
          createdAt: ports.clock.now(),
        });
        await organisations.setRoles(inSupplier().organisationId, guest, ["reader"]);
      });
      expect(
        await allowedIn((actor) => removeMember(ports, actor, { ...inSupplier(), personId: guest })),
      ).toEqual(["supplier admin"]);
    });
    it("admins and editors create dossiers, by hand or from a folder", async () => {
      const { ports } = subject.world();
      const made = await allowedIn((actor) =>
        createDossier(ports, actor, { ...inSupplier(), name: "Lamp", kind: "product" }),
      );
      expect(made).toEqual(["supplier admin", "supplier editor"]);
      const files = filesOf({ ...smallDossier(), assessment: { ...smallDossier().assessment, cases: {} } });
      const evidence = [evidenceFile("evidence/scan.txt", "x")];
      const imported = await allowedIn((actor) =>
        importFolder(ports, actor, { into: inSupplier(), files, evidence, dryRun: false }),
      );
      expect(imported).toEqual(["supplier admin", "supplier editor"]);
    });
    it("any admin founds another organisation", async () => {
      const { ports } = subject.world();
      const founded = await allowedIn((actor) => createOrganisation(ports, actor, { name: "Second" }));
      expect(founded).toEqual(["supplier admin", "laboratory admin", "client admin", "stranger admin"]);
    });
    it("everybody lists what their organisation has a part in, and nothing else", async () => {
      const world = subject.world();
      const dossierId = await makeThirdPartyDossier(world);
      for (const name of actorNames) {
        const found: string[] = [];
        let after: string | undefined;
        do {
          const page = valueOf(
            await listDossiers(world.ports, world.actor(name), { after, limit: 100, archived: "with" }),
          );
          found.push(...page.items.map((one) => one.id));
          after = page.next;
        } while (after !== undefined);
        expect(found.includes(dossierId), name).toBe(!name.startsWith("stranger"));
      }
      const nobody = { personId: "p", memberships: [] };
      expect(await listDossiers(world.ports, nobody)).toMatchObject({
        ok: false,
        error: { refused: "forbidden" },
      });
    });
  });
});
