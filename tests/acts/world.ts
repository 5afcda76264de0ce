/** A small world for the tests of acts: three organisations, people of every role, and stores of any kind. */
import { randomBytes } from "node:crypto";
import { roles, type Actor, type Role } from "#access";
import type { Dossier } from "#dossier";
import { writeDossierFolder, type FolderFile } from "#interchange/dossier-folder";
import {
  createDossierMemory,
  importFolder,
  type ActPorts,
  type Answer,
  type DossierParty,
  type ImportEvidence,
  type UnitOfWork,
} from "#workbench/stored";
import { loadCatalogue, product, productTests } from "../doubles/load-catalogue.ts";
import { countingIds, fixedClock } from "../doubles/ports/fixed-environment.ts";
import { inOnePiece, memoryBlobs } from "../doubles/ports/memory-blobs.ts";

export const catalogue = loadCatalogue();
export const today = "2026-10-01";

export type OrganisationName = "supplier" | "laboratory" | "client" | "stranger";
export type ActorName = `${OrganisationName} ${Role}`;

export interface World {
  readonly ports: ActPorts & {
    readonly ids: ReturnType<typeof countingIds>;
    readonly blobs: ReturnType<typeof memoryBlobs>;
  };
  readonly organisationId: (name: OrganisationName) => string;
  readonly actor: (name: ActorName) => Actor;
  readonly email: (name: ActorName) => string;
}

const organisationNames: readonly OrganisationName[] = ["supplier", "laboratory", "client", "stranger"];
export const actorNames = organisationNames.flatMap((organisation) =>
  roles.map((role): ActorName => `${organisation} ${role}`),
);

/** Fills the stores with organisations and people; worlds on the same database do not meet. */
export async function makeWorld(work: UnitOfWork): Promise<World> {
  const tag = randomBytes(5).toString("hex");
  const clock = fixedClock(today);
  const counting = countingIds();
  const ids = { ...counting, next: () => `${tag}-${counting.next()}` };
  const organisationId = (name: OrganisationName): string => `${tag}-${name}`;
  const personId = (name: ActorName): string => `${tag}-${name.replace(" ", "-")}`;
  const email = (name: ActorName): string => `${personId(name)}@example.org`;
  await work.inTransaction("system", async ({ organisations }) => {
    for (const name of organisationNames) {
      await organisations.create({ id: organisationId(name), name, createdAt: clock.now() });
    }
    for (const name of actorNames) {
      const [organisation, role] = name.split(" ") as [OrganisationName, Role];
      await organisations.createPerson({
        id: personId(name),
        email: email(name),
        name,
        createdAt: clock.now(),
      });
      await organisations.setRoles(organisationId(organisation), personId(name), [role]);
    }
  });
  const actor = (name: ActorName): Actor => {
    const [organisation, role] = name.split(" ") as [OrganisationName, Role];
    return {
      personId: personId(name),
      memberships: [{ organisationId: organisationId(organisation), roles: [role] }],
    };
  };
  const memory = createDossierMemory(catalogue);
  return {
    ports: { work, blobs: memoryBlobs(), clock, ids, catalogue, memory },
    organisationId,
    actor,
    email,
  };
}

export function smallDossier(assessment: "first-party" | "third-party" = "first-party"): Dossier {
  return {
    header: {
      plumbline: 1,
      id: "lamp-1",
      kind: "product",
      subject: { name: "Lamp", release: "1.0" },
      standards: [product, productTests],
      objective: "self-assessment",
      parties: { supplier: { name: "Quay Light AB" }, assessment },
    },
    scope: { dut: { name: "Lamp", model: "L1", software: "1.0" } },
    ics: { "5.1-1": { support: "Y", detail: "Each lamp has its own password." }, "5.1-2": { support: "N" } },
    requirements: {},
    ixit: {
      "1-AuthMech": { "AuthMech-Web": { fields: { Description: "Password of the web page" }, own: {} } },
      "3-VulnTypes": {},
    },
    controls: {},
    evidence: { "EV-1": { title: "Scan of the web page", type: "scan", file: "evidence/scan.txt" } },
    assessment: {
      selections: {},
      cases: assessment === "first-party" ? { "5.1-1-1": { verdict: "PASS", tester: "A. Tester" } } : {},
      groups: {},
      externalEvidence: {},
    },
    findings: {
      "F-1": { title: "No second factor", kind: "gap", concerns: { provisions: ["5.1-1"] }, state: "open" },
    },
    governance: {},
    notes: [{ source: "old.md", line: 3, text: "Something that found no place." }],
  };
}

export function filesOf(dossier: Dossier): readonly FolderFile[] {
  return writeDossierFolder(dossier, catalogue);
}

export function evidenceFile(path: string, content: string): ImportEvidence {
  return { path, bytes: Buffer.byteLength(content), open: () => inOnePiece(content) };
}

export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(
    `refused (${answer.error.refused}): ${answer.error.because}${JSON.stringify(answer.error, undefined, 1)}`,
  );
}

/** Imports a dossier as an admin of the supplier, and gives its id. */
export async function makeDossier(
  world: World,
  dossier: Dossier = smallDossier(),
  parties: readonly DossierParty[] = [],
): Promise<string> {
  const report = valueOf(
    await importFolder(world.ports, world.actor("supplier admin"), {
      into: { organisationId: world.organisationId("supplier"), parties },
      files: filesOf(dossier),
      evidence: [evidenceFile("evidence/scan.txt", "nothing found")],
      dryRun: false,
    }),
  );
  if (report.dossierId === undefined) throw new Error("nothing was imported");
  return report.dossierId;
}

/** The dossier of the supplier that the laboratory assesses for the client. */
export function makeThirdPartyDossier(world: World): Promise<string> {
  return makeDossier(world, smallDossier("third-party"), [
    { organisationId: world.organisationId("supplier"), party: "supplier" },
    { organisationId: world.organisationId("laboratory"), party: "laboratory" },
    { organisationId: world.organisationId("client"), party: "client" },
  ]);
}
