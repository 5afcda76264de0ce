/** Finds where and why a text is not JSON; the engine's own message often names no place. */

export interface JsonFault {
  readonly offset: number;
  /** Words that follow the place, for example: a value is missing. */
  readonly message: string;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const word = /true|false|null/y;
const deepest = 500;

/** The first fault of the text; undefined when it is JSON. */
export function findJsonFault(text: string): JsonFault | undefined {
  const scan: Scan = { text, at: text.charCodeAt(0) === 0xfeff ? 1 : 0 };
  const fault = value(scan, 0);
  if (fault !== undefined) return fault;
  skip(scan);
  return scan.at < text.length ? here(scan, "something follows after the end of the value") : undefined;
}

interface Scan {
  readonly text: string;
  at: number;
}

function here(scan: Scan, message: string): JsonFault {
  return { offset: scan.at, message: scan.at >= scan.text.length ? "the text ends too early" : message };
}

function skip(scan: Scan): void {
  while (/[ \t\r\n]/.test(scan.text[scan.at] ?? "")) scan.at += 1;
}

function take(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text);
  if (found === null) return false;
  scan.at = pattern.lastIndex;
  return true;
}

function value(scan: Scan, depth: number): JsonFault | undefined {
  skip(scan);
  if (depth > deepest) return here(scan, "the values are nested too deep");
  const first = scan.text[scan.at];
  if (first === "{") return members(scan, depth);
  if (first === "[") return sequence(scan, "]", () => value(scan, depth + 1));
  if (take(scan, string) || take(scan, number) || take(scan, word)) return undefined;
  if (first === '"') return here(scan, "a string here is not closed on its line or holds a wrong escape");
  return here(
    scan,
    first === "}" || first === "]" || first === ","
      ? "a value is missing"
      : `${String(first)} begins no value`,
  );
}

function members(scan: Scan, depth: number): JsonFault | undefined {
  return sequence(scan, "}", () => {
    skip(scan);
    if (!take(scan, string)) return here(scan, "a key in double quotes is missing");
    skip(scan);
    if (scan.text[scan.at] !== ":") return here(scan, "a colon is missing");
    scan.at += 1;
    return value(scan, depth + 1);
  });
}

function sequence(scan: Scan, close: string, member: () => JsonFault | undefined): JsonFault | undefined {
  scan.at += 1;
  skip(scan);
  if (scan.text[scan.at] === close) {
    scan.at += 1;
    return undefined;
  }
  for (;;) {
    const fault = member();
    if (fault !== undefined) return fault;
    skip(scan);
    const next = scan.text[scan.at];
    if (next !== "," && next !== close) return here(scan, `a comma or ${close} is missing`);
    scan.at += 1;
    if (next === close) return undefined;
  }
}
