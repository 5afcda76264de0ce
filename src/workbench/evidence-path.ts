/** Where the file of an evidence item stands in the dossier folder. */
import type { Dossier } from "#dossier";

const longestName = 120;

/** A path that a folder can hold on any system, and that no other item has for another content. */
export function evidencePath(dossier: Dossier, evidenceId: string, name: string, sha256: string): string {
  const plain = safeName(name);
  const wanted = `evidence/${plain}`;
  const taken = Object.entries(dossier.evidence).some(
    ([id, item]) =>
      id !== evidenceId && item.file?.toLowerCase() === wanted.toLowerCase() && item.sha256 !== sha256,
  );
  return taken ? `evidence/${safeName(`${evidenceId}-${plain}`)}` : wanted;
}

/** The last part of a path without what file systems, shells and archives take amiss; the ending stays. */
function safeName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const plain = last
    .normalize("NFC")
    .replace(/[\p{C}<>:"|?*]/gu, "_")
    .replace(/^[.\s-]+|[.\s]+$/gu, "");
  const dot = plain.lastIndexOf(".");
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : "";
  const stem = plain.slice(0, plain.length - ending.length).slice(0, longestName - ending.length);
  return stem === "" ? `file${ending}` : `${stem}${ending}`;
}
