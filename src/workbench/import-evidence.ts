/** Keeps the evidence files of an imported folder and links each to the items that name it. */
import { may, type Actor, type DossierSituation } from "#access";
import { fail, ok } from "#base/result";
import type { Dossier } from "#dossier";
import type { ActPorts } from "./act-ports.ts";
import { mediaTypeOf } from "./media-type.ts";
import type { BlobFacts } from "./ports/blobs.ts";
import type { DossierHead } from "./ports/dossiers.ts";
import type { Stores } from "./ports/unit-of-work.ts";
import { cancelled, granted, type Answer } from "./refusal.ts";
import { isCancelled, type Working } from "./working.ts";

export interface KeptContent extends BlobFacts {
  readonly path: string;
}

/** Puts the contents that items name into the blob store. Those of an import that fails later are cleared away by age. */
export async function keepContents(
  ports: Pick<ActPorts, "blobs">,
  dossier: Dossier,
  evidence: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly open: () => AsyncIterable<Uint8Array>;
  }[],
  working: Working | undefined,
): Promise<Answer<readonly KeptContent[]>> {
  const named = new Set(Object.values(dossier.evidence).flatMap((one) => one.file ?? []));
  const wanted = evidence.filter((one) => named.has(one.path));
  const kept: KeptContent[] = [];
  for (const [index, one] of wanted.entries()) {
    if (isCancelled(working)) return cancelled();
    await working?.progress(0.1 + (0.7 * index) / wanted.length, `Keeping ${one.path}`);
    // The size was announced, so that more of it is a source that changed.
    const facts = await ports.blobs.put(one.open(), { maxBytes: one.bytes });
    if (facts === "too-large") {
      return fail({ refused: "too-large", because: `${one.path} is larger than it was said to be.` });
    }
    kept.push({ ...facts, path: one.path });
  }
  return ok(kept);
}

interface Linking {
  readonly head: DossierHead;
  readonly before: Dossier | undefined;
  readonly after: Dossier;
  readonly situation: DossierSituation | undefined;
  readonly contents: readonly KeptContent[];
}

/** Links contents to items and unlinks what no longer belongs to one; says how many links changed. */
export async function linkContents(
  { ports, stores, actor }: { readonly ports: ActPorts; readonly stores: Stores; readonly actor: Actor },
  { head, before, after, situation, contents }: Linking,
): Promise<Answer<number>> {
  const byPath = new Map(contents.map((one) => [one.path, one]));
  const links = new Map((await stores.evidence.list(head.id)).map((one) => [one.evidenceId, one]));
  const author = { by: actor.personId, at: ports.clock.now() };
  const toLink = Object.entries(after.evidence).flatMap(([evidenceId, { file }]) => {
    const content = file === undefined ? undefined : byPath.get(file);
    return content === undefined || links.get(evidenceId)?.sha256 === content.sha256
      ? []
      : [{ evidenceId, content }];
  });
  // A file that the folder leaves out stays, as long as its item names the same one.
  const toUnlink = [...links.keys()].filter((id) => {
    const file = after.evidence[id]?.file;
    return file === undefined || (file !== before?.evidence[id]?.file && !byPath.has(file));
  });
  if (toLink.length + toUnlink.length === 0) return ok(0);
  if (situation !== undefined) {
    const right = granted(may(actor, "claims.write", situation));
    if (!right.ok) return right;
  }
  for (const { evidenceId, content } of toLink) {
    const { path, sha256, bytes } = content;
    const name = path.slice(path.lastIndexOf("/") + 1);
    await stores.evidence.link(
      { dossierId: head.id, evidenceId, name, mediaType: mediaTypeOf(name), sha256, bytes },
      author,
    );
  }
  for (const evidenceId of toUnlink) await stores.evidence.unlink(head.id, evidenceId);
  return ok(toLink.length + toUnlink.length);
}
