/** Two organisations with people, two dossiers, history and evidence: what the backups of the tests hold. */
import type { Actor } from "#access";
import { diskBlobs, type BackupPorts } from "#store/server";
import {
  archiveDossier,
  createDossierMemory,
  importFolder,
  writeRecord,
  type ActPorts,
  type UnitOfWork,
} from "#workbench/stored";
import { catalogue, evidenceFile, filesOf, smallDossier, valueOf } from "../acts/world.ts";
import { countingIds, fixedClock } from "../doubles/ports/fixed-environment.ts";

export const scan = "22/tcp open\n".repeat(40);
const day = "2026-10-01";

export function backupPorts(work: UnitOfWork, blobFolder: string): BackupPorts {
  return { work, blobs: diskBlobs(blobFolder), clock: fixedClock(day), catalogue };
}

const ada: Actor = {
  personId: "ada",
  memberships: [{ organisationId: "maker", roles: ["admin", "editor", "assessor"] }],
};

/** Fills empty stores; the ids of the dossiers. */
export async function makeSmallWorld(
  plain: BackupPorts,
): Promise<{ readonly lamp: string; readonly old: string }> {
  const ports: ActPorts = { ...plain, ids: countingIds(), memory: createDossierMemory(catalogue) };
  const createdAt = "2026-09-01T08:00:00.000Z";
  await ports.work.inTransaction("system", async ({ organisations, audit }) => {
    await organisations.create({ id: "maker", name: "Quay Light AB", createdAt });
    await organisations.create({ id: "lab", name: "Test Laboratory", createdAt });
    await organisations.createPerson({
      id: "ada",
      email: "ada@example.org",
      name: "Ada Ångström",
      createdAt,
    });
    await organisations.createPerson({ id: "ben", email: "ben@example.org", name: "Ben", createdAt });
    await organisations.setRoles("maker", "ada", ["admin", "editor", "assessor"]);
    await organisations.setRoles("lab", "ben", ["admin", "assessor"]);
    await organisations.setRoles("maker", "ben", ["reader"]);
    await organisations.setDisabled("ben", "2026-09-02T08:00:00.000Z");
    const made = { at: createdAt, actor: "system", action: "organisation.create" };
    await audit.append({
      ...made,
      organisationId: "maker",
      subject: "organisation/maker",
      detail: { text: "two\u2028lines\n" },
    });
    await audit.append({ ...made, organisationId: "lab", subject: "organisation/lab" });
  });
  const importing = async (third: boolean): Promise<string> => {
    const parties = [
      { organisationId: "maker", party: "supplier" as const },
      { organisationId: "lab", party: "laboratory" as const },
    ];
    const report = valueOf(
      await importFolder(ports, ada, {
        into: { organisationId: "maker", parties: third ? parties : [] },
        files: filesOf(smallDossier(third ? "third-party" : "first-party")),
        evidence: [evidenceFile("evidence/scan.txt", scan)],
        dryRun: false,
      }),
    );
    return report.dossierId ?? "";
  };
  const lamp = await importing(true);
  const old = await importing(false);
  const write = async (key: string, body: unknown, expected: number): Promise<void> => {
    valueOf(await writeRecord(ports, ada, { dossierId: lamp, kind: "ics", key, body, expected }));
  };
  await write("5.1-2", { support: "Y", detail: "Line one.\nLine two\u2028three — “quoted”." }, 1);
  await write("5.2-1", { support: "N", detail: "No policy yet." }, 0);
  await write("5.2-1", undefined, 1);
  await write("5.2-1", { support: "Y", detail: "Published since September." }, 2);
  valueOf(await archiveDossier(ports, ada, { dossierId: old, archived: true }));
  return { lamp, old };
}
