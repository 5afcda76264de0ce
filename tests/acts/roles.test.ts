/** Every act × every role × every part in a dossier; the answers stand in role-cases.ts. */
import { describe, expect, it } from "vitest";
import { roles, type Actor } from "#access";
import {
  archiveDossier,
  createDossier,
  createOrganisation,
  evaluateAll,
  importFolder,
  inviteMember,
  listDossiers,
  listInvitations,
  listMembers,
  readAudit,
  removeMember,
  renameOrganisation,
  setRoles,
  verifyAudit,
  withdrawInvitation,
  type Answer,
} from "#workbench/stored";
import { changing, reading, type Case } from "./role-cases.ts";
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
} from "./world.ts";

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
