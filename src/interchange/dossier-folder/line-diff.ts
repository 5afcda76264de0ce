/** The difference of two texts as a unified diff, line by line (Myers' algorithm). */

const context = 3;
/** Beyond this many changed lines the rest is shown as replaced, so that a diff never takes long. */
const mostChanges = 2000;

interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/** A unified diff as `git diff` prints it; empty when nothing changed. Undefined texts stand for a missing file. */
export function diffFiles(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return "";
  const lines = diffLines(splitLines(before ?? ""), splitLines(after ?? ""));
  const from = before === undefined ? "/dev/null" : `a/${path}`;
  const to = after === undefined ? "/dev/null" : `b/${path}`;
  return `--- ${from}\n+++ ${to}\n${hunks(lines).join("")}`;
}

/** Lines with their line ends; the last one may lack it. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function diffLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): Line => ({ mark: " ", text });
  return [
    ...before.slice(0, start).map(same),
    ...shortestEdit(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** The shortest way from one list of lines to the other: the furthest reaching paths, then back along them. */
function shortestEdit(a: readonly string[], b: readonly string[]): readonly Line[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const rounds: Map<number, number>[] = [];
  for (let count = 0; count <= Math.min(a.length + b.length, mostChanges); count += 1) {
    rounds.push(new Map(furthest));
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = goesDown(furthest, diagonal, count)
        ? at(furthest, diagonal + 1)
        : at(furthest, diagonal - 1) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return wayBack(a, b, rounds);
    }
  }
  return [...a.map((text): Line => ({ mark: "-", text })), ...b.map((text): Line => ({ mark: "+", text }))];
}

function at(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, count: number): boolean {
  return (
    diagonal === -count || (diagonal !== count && at(furthest, diagonal - 1) < at(furthest, diagonal + 1))
  );
}

function wayBack(
  a: readonly string[],
  b: readonly string[],
  rounds: readonly ReadonlyMap<number, number>[],
): Line[] {
  const lines: Line[] = [];
  let x = a.length;
  let y = b.length;
  for (let count = rounds.length - 1; count >= 0; count -= 1) {
    const furthest = rounds[count] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = goesDown(furthest, diagonal, count);
    const fromX = count === 0 ? 0 : at(furthest, down ? diagonal + 1 : diagonal - 1);
    const fromY = count === 0 ? 0 : fromX - (down ? diagonal + 1 : diagonal - 1);
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      lines.push({ mark: " ", text: a[x] ?? "" });
    }
    if (count === 0) break;
    if (down) lines.push({ mark: "+", text: b[fromY] ?? "" });
    else lines.push({ mark: "-", text: a[fromX] ?? "" });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

function hunks(lines: readonly Line[]): readonly string[] {
  const texts: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  let index = 0;
  while (index < lines.length) {
    const change = lines.findIndex((line, place) => place >= index && line.mark !== " ");
    if (change === -1) break;
    const start = Math.max(index, change - context);
    oldLine += start - index;
    newLine += start - index;
    const end = hunkEnd(lines, change);
    const part = lines.slice(start, end);
    const oldCount = part.filter((line) => line.mark !== "+").length;
    const newCount = part.filter((line) => line.mark !== "-").length;
    texts.push(
      `@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@\n${part.map(printed).join("")}`,
    );
    oldLine += oldCount;
    newLine += newCount;
    index = end;
  }
  return texts;
}

/** Where the hunk that begins with this change ends: changes closer than two contexts share one. */
function hunkEnd(lines: readonly Line[], change: number): number {
  let last = change;
  for (let place = change; place < lines.length && place - last <= 2 * context; place += 1) {
    if (lines[place]?.mark !== " ") last = place;
  }
  return Math.min(lines.length, last + context + 1);
}

function range(start: number, count: number): string {
  if (count === 0) return `${String(start - 1)},0`;
  return count === 1 ? String(start) : `${String(start)},${String(count)}`;
}

function printed(line: Line): string {
  return line.text.endsWith("\n")
    ? line.mark + line.text
    : `${line.mark}${line.text}\n\\ No newline at end of file\n`;
}
