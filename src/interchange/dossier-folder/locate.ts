/** Finds the line and column of a value of the dossier, walking the YAML trees on demand. */
import type { DossierPath } from "#base/path";
import type { FolderFile, HeldFile } from "./folder-types.ts";
import { fileKindOf, stepsInFile } from "./layout.ts";
import { positionAt, type Position, type SourceFile } from "./source-file.ts";
import type { YamlNode } from "./yaml-tree.ts";

/** How far a path could be followed, and where that place begins. */
interface Reached {
  readonly source: SourceFile;
  readonly steps: number;
  readonly offset: number;
}

export function locator(
  held: readonly HeldFile[],
  files: readonly FolderFile[],
): (path: DossierPath) => Position | undefined {
  return (path) => {
    if (path[0] === "line") {
      const [, file, line, column] = path;
      return { file: String(file), line: Number(line), column: Number(column) };
    }
    if (path[0] === "file") {
      const file = held.find((one) => one.source.path === path[1]);
      if (file === undefined) return { file: String(path[1]), line: 1, column: 1 };
      return positionOf(follow(file.source, path.slice(2)));
    }
    const best = bestReach(held, path);
    if (best !== undefined) return positionOf(best);
    // Nothing of this kind is in the folder: the header stands for the whole, where there is one.
    const header =
      held.find((one) => one.kind === "header")?.source.path ??
      files.find((one) => fileKindOf(one.path) === "header")?.path;
    return header === undefined ? undefined : { file: header, line: 1, column: 1 };
  };
}

/** The place, among all files that may hold the path, that can be followed furthest. */
function bestReach(held: readonly HeldFile[], path: DossierPath): Reached | undefined {
  let best: Reached | undefined;
  for (const file of held) {
    const { at } = file.stretch;
    const common = at.findIndex((step, index) => step !== path[index]);
    const shared = common === -1 ? at.length : common;
    // A path that names another table or document still belongs to this kind of file, but only as a last resort.
    if (shared === 0 || (shared < at.length && path.length > shared)) continue;
    const reached = follow(file.source, stepsInFile(file.kind, file.stretch, path));
    if (best === undefined || reached.steps > best.steps) best = reached;
  }
  return best;
}

/** Walks from the root as far as the steps lead; a scalar is pointed at itself, a map or list at its key. */
function follow(source: SourceFile, steps: DossierPath): Reached {
  let node: YamlNode | undefined = source.tree.root;
  let offset = node?.start ?? 0;
  let count = 0;
  for (const step of steps) {
    if (node?.kind === "map") {
      const pair = node.pairs.find((one) => one.key === String(step));
      if (pair === undefined) break;
      node = pair.value;
      const direct = node.kind === "text" && node.end > node.start;
      offset = direct ? node.start : pair.keyStart;
    } else if (node?.kind === "list" && typeof step === "number") {
      const item: YamlNode | undefined = node.items[step];
      if (item === undefined) break;
      node = item;
      offset = item.start;
    } else break;
    count += 1;
  }
  return { source, steps: count, offset };
}

function positionOf(reached: Reached): Position {
  return positionAt(reached.source, reached.offset);
}
