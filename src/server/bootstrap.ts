/** What a server needs before anybody can use it: in local mode a person, an organisation and the examples; and the first link. */
import path from "node:path";
import type { Actor } from "#access";
import { readFolder } from "#store";
import { importFolder, type ImportEvidence } from "#workbench/stored";
import { createReadStream } from "node:fs";
import { isUnclaimed } from "./auth/join.ts";
import { later } from "./auth/lockout.ts";
import { hashSecret } from "./auth/seal.ts";
import { localOrganisationId, localPersonId } from "./auth/sign-in.ts";
import type { ServerContext } from "./server-context.ts";

const linkMinutes = 15;

/** Makes the local person and organisation once, and with them the examples. Answers with the ids of loaded dossiers. */
export async function bootstrap(
  context: ServerContext,
  examples: readonly string[],
): Promise<readonly string[]> {
  const { settings, ports } = context;
  if (settings.mode !== "local") return [];
  const made = await ports.work.inTransaction("system", async (stores) => {
    if ((await stores.organisations.findPerson(localPersonId)) !== undefined) return false;
    const at = ports.clock.now();
    await stores.organisations.create({ id: localOrganisationId, name: "My organisation", createdAt: at });
    await stores.organisations.createPerson({
      id: localPersonId,
      email: "local@localhost.localdomain",
      name: "You",
      createdAt: at,
    });
    // First-party assessment: one person claims and assesses, and the dossiers say so.
    await stores.organisations.setRoles(localOrganisationId, localPersonId, ["admin", "editor", "assessor"]);
    await stores.audit.append({
      organisationId: localOrganisationId,
      at,
      actor: "system",
      action: "organisation.create",
      subject: `organisation/${localOrganisationId}`,
      detail: { local: true },
    });
    return true;
  });
  if (!made || !settings.examples) return [];
  const actor: Actor = {
    personId: localPersonId,
    memberships: [{ organisationId: localOrganisationId, roles: ["admin", "editor", "assessor"] }],
  };
  const loaded: string[] = [];
  for (const folder of examples) {
    const id = await loadExample(context, actor, folder);
    if (id !== undefined) loaded.push(id);
  }
  return loaded;
}

/** An example that cannot be loaded is told in the log and does not keep the server from starting. */
async function loadExample(
  context: ServerContext,
  actor: Actor,
  folder: string,
): Promise<string | undefined> {
  const { files, unread, problems, evidenceFiles } = await readFolder(folder);
  const evidence = evidenceFiles.map(({ path: name, bytes }): ImportEvidence => ({
    path: name,
    bytes,
    open: () => createReadStream(path.join(folder, name)),
  }));
  const answer = await importFolder(context.ports, actor, {
    into: { organisationId: localOrganisationId },
    files,
    unread,
    problems,
    evidence,
    dryRun: false,
    despiteProblems: true,
  });
  if (answer.ok) return answer.value.dossierId;
  context.log.warn(
    { folder: path.basename(folder), because: answer.error.because },
    "an example could not be loaded",
  );
  return undefined;
}

/** A one-time link; undefined for a shared server that has accounts already. */
export async function newLink(context: ServerContext, url: string): Promise<string | undefined> {
  const { settings, ports } = context;
  if (settings.mode === "shared" && !(await isUnclaimed(context))) return undefined;
  const secret = ports.ids.secret();
  const expiresAt = later(ports.clock.now(), linkMinutes * 60);
  await ports.work.inTransaction("system", (stores) => stores.tokens.putLink(hashSecret(secret), expiresAt));
  return `${url}/${settings.mode === "local" ? "sign-in/link" : "set-up"}/${secret}`;
}
