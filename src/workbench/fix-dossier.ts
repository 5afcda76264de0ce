/** Act: the file changes that the computed fixes of a dossier amount to, for a person to agree to. */
import { canonicalJson } from "#base/fingerprint";
import type { Placed } from "#base/place";
import { applyEdits, diffFiles, type FileEdit, type FolderFile } from "#interchange/dossier-folder";
import type { Problem } from "#problems";
import type { Catalogue } from "#standards";

export interface FixChoice {
  /** Also fixes that may lose information or claim something for the user. */
  readonly all: boolean;
  /** Only problems of codes for which this holds; all where it is not given. */
  readonly isWanted?: (code: string) => boolean;
}

export interface FixProposal {
  readonly applied: readonly Placed<Problem>[];
  /** Fixes that could not be made, with the reason. */
  readonly refused: readonly { readonly problem: Placed<Problem>; readonly why: string }[];
  /** Fixes left out because they are not safe. */
  readonly unsafe: readonly Placed<Problem>[];
  readonly changes: readonly FileEdit[];
  readonly diff: string;
}

export function proposeFixes(
  files: readonly FolderFile[],
  problems: readonly Placed<Problem>[],
  catalogue: Catalogue,
  choice: FixChoice,
): FixProposal {
  const wanted = unique(
    problems.filter((one) => one.fix !== undefined && (choice.isWanted?.(one.code) ?? true)),
  );
  const chosen = wanted.filter((one) => choice.all || one.fix?.safe === true);
  const unsafe = wanted.filter((one) => !chosen.includes(one));
  const applied: Placed<Problem>[] = [];
  const refused: { problem: Placed<Problem>; why: string }[] = [];
  let current = files;
  const together = applyEdits(
    files,
    chosen.flatMap((one) => one.fix?.edits ?? []),
    catalogue,
  );
  if (together.ok) {
    applied.push(...chosen);
    current = withChanges(files, together.value);
  } else {
    // Some fixes stand in each other's way: make them one by one, so that one bad fix does not hold up the rest.
    for (const one of chosen) {
      const result = applyEdits(current, one.fix?.edits ?? [], catalogue);
      if (result.ok) {
        applied.push(one);
        current = withChanges(current, result.value);
      } else refused.push({ problem: one, why: result.error.map((fault) => fault.message).join("; ") });
    }
  }
  const changes = differences(files, current);
  return {
    applied,
    refused,
    unsafe,
    changes,
    diff: changes.map((one) => diffFiles(one.path, one.before, one.after)).join(""),
  };
}

/** The same edits asked for by several problems are made once. */
function unique(problems: readonly Placed<Problem>[]): readonly Placed<Problem>[] {
  const seen = new Set<string>();
  return problems.filter((one) => {
    const key = canonicalJson(one.fix?.edits);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function withChanges(files: readonly FolderFile[], edits: readonly FileEdit[]): readonly FolderFile[] {
  const texts = new Map(files.map((one) => [one.path, one.text]));
  for (const edit of edits) texts.set(edit.path, edit.after);
  return [...texts].map(([path, text]) => ({ path, text }));
}

function differences(before: readonly FolderFile[], after: readonly FolderFile[]): readonly FileEdit[] {
  const old = new Map(before.map((one) => [one.path, one.text]));
  return after
    .filter((one) => old.get(one.path) !== one.text)
    .map((one) => ({ path: one.path, before: old.get(one.path), after: one.text }));
}
