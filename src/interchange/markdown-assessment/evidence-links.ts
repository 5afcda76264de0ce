/** Links from the text to files of the imported folder become items of evidence. */
import type { EvidenceItem } from "#dossier";
import type { ReadingContext } from "./draft.ts";
import type { Attachment } from "./reading-types.ts";

type Supports = NonNullable<EvidenceItem["supports"]>;

const typeByEnding: Readonly<Record<string, EvidenceItem["type"]>> = {
  pcap: "capture",
  pcapng: "capture",
  cap: "capture",
  png: "photo",
  jpg: "photo",
  jpeg: "photo",
  webp: "photo",
  log: "log",
  nmap: "scan",
  sarif: "scan",
  xml: "record",
  json: "record",
  csv: "record",
  pdf: "document",
};

/** Items for the links in `text` that lead to a file of the folder; gives their ids. */
export function collectEvidence(
  context: ReadingContext,
  file: string,
  text: string,
  supports: Supports,
): readonly string[] {
  if (context.otherFiles.size === 0) return [];
  const ids: string[] = [];
  for (const match of text.matchAll(/\]\(\s*<?([^()\s<>]{1,300})>?(?:\s+"[^"]{0,200}")?\s*\)/gu)) {
    const path = resolvePath(file, match[1] ?? "");
    if (path === undefined || !context.otherFiles.has(path)) continue;
    const id = evidenceId(context, path);
    const known = context.draft.evidence.get(id);
    context.draft.evidence.set(id, {
      title: path.split("/").at(-1) ?? path,
      type: typeByEnding[path.split(".").at(-1)?.toLowerCase() ?? ""] ?? "record",
      file: `evidence/${path}`,
      supports: mergeSupports(known?.supports ?? {}, supports),
    });
    ids.push(id);
  }
  return ids;
}

/** The file that each item names, as it must be copied into the dossier. */
export function attachmentsOf(context: ReadingContext): readonly Attachment[] {
  return [...context.draft.evidence].flatMap(([evidence, item]) =>
    item.file === undefined ? [] : [{ evidence, from: item.file.slice("evidence/".length), to: item.file }],
  );
}

function resolvePath(file: string, link: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^[/#]/iu.test(link)) return undefined;
  const parts = file.split("/").slice(0, -1);
  for (const part of decode(link.split(/[?#]/u)[0] ?? "").split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An id made of the path; numbered where another path gives the same. */
function evidenceId(context: ReadingContext, path: string): string {
  const slug = path.replace(/[^A-Za-z0-9._-]+/gu, "-").replace(/^[^A-Za-z0-9]+/u, "") || "file";
  let id = slug;
  for (let number = 2; ; number += 1) {
    const known = context.draft.evidence.get(id);
    if (known === undefined || known.file === `evidence/${path}`) return id;
    id = `${slug}-${String(number)}`;
  }
}

function mergeSupports(a: Supports, b: Supports): Supports {
  const cases = [...new Set([...(a.cases ?? []), ...(b.cases ?? [])])];
  const ixit = [...new Set([...(a.ixit ?? []), ...(b.ixit ?? [])])];
  const groups = [...new Set([...(a.groups ?? []), ...(b.groups ?? [])])];
  return {
    ...(cases.length > 0 ? { cases } : {}),
    ...(ixit.length > 0 ? { ixit } : {}),
    ...(groups.length > 0 ? { groups } : {}),
  };
}
