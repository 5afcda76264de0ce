/** Keeps account of every line of a file: where its text went, and what is left over for a note. */
import type { DossierPath } from "#base/path";
import type { TraceItem } from "./reading-types.ts";
import type { SourceFile } from "./source-file.ts";

export interface LineRange {
  readonly line: number;
  readonly endLine: number;
}

export interface Ledger {
  readonly file: SourceFile;
  /** The text of these lines is held at `at`; `words` were understood and stand there as keys or values. */
  readonly claim: (range: LineRange, at: readonly DossierPath[], words?: readonly string[]) => void;
  /** Headings, rules, delimiters: they carry no text of their own. */
  readonly structure: (range: LineRange) => void;
  /** A remark on lines that will be left over: which record they seem to belong to, and why they found no place. */
  readonly remark: (range: LineRange, about: string, why?: string) => void;
  /** Runs of lines that nothing claimed. Runs of mere structure are not among them. */
  readonly leftovers: () => readonly Leftover[];
  readonly trace: () => readonly TraceItem[];
}

export interface Leftover extends LineRange {
  readonly about: string | undefined;
  readonly why: string | undefined;
}

type LineState = "open" | "claimed" | "structure";

export function openLedger(file: SourceFile): Ledger {
  const states: LineState[] = file.lines.map(() => "open");
  const remarks: { readonly about: string; readonly why: string | undefined }[] = [];
  const remarkOf: (number | undefined)[] = file.lines.map(() => undefined);
  const items: TraceItem[] = [];
  const each = (range: LineRange, act: (index: number) => void): void => {
    for (let index = range.line - 1; index < range.endLine && index < states.length; index += 1) act(index);
  };
  return {
    file,
    claim: (range, at, words = []) => {
      each(range, (index) => (states[index] = "claimed"));
      items.push({ file: file.path, line: range.line, endLine: range.endLine, at, words });
    },
    structure: (range) => {
      each(range, (index) => {
        if (states[index] === "open") states[index] = "structure";
      });
    },
    remark: (range, about, why) => {
      remarks.push({ about, why });
      each(range, (index) => (remarkOf[index] = remarks.length - 1));
    },
    leftovers: () => collectLeftovers(file, states, (index) => remarkOf[index], remarks),
    trace: () => items,
  };
}

function collectLeftovers(
  file: SourceFile,
  states: readonly LineState[],
  remarkOf: (index: number) => number | undefined,
  remarks: readonly { readonly about: string; readonly why: string | undefined }[],
): readonly Leftover[] {
  const found: Leftover[] = [];
  let start: number | undefined;
  let end = 0;
  let remark: number | undefined;
  /** First of the headings since the last line of text: they belong to what follows. */
  let heads: number | undefined;
  const close = (): void => {
    if (start !== undefined) {
      const said = remark === undefined ? undefined : remarks[remark];
      found.push({ line: start + 1, endLine: end + 1, about: said?.about, why: said?.why });
    }
    start = undefined;
    remark = undefined;
  };
  file.lines.forEach((line, index) => {
    if (line.trim() === "") return;
    if (states[index] === "claimed") {
      close();
      heads = undefined;
    } else if (states[index] === "structure") {
      if (isSectionHead(line)) heads = index;
      else if (!isRule(line)) heads ??= index;
    } else {
      const own = remarkOf(index);
      // A note per section: another subject or a section heading begins a new one.
      if (
        start !== undefined &&
        (own !== remark || (heads !== undefined && isSectionHead(file.lines[heads] ?? "")))
      )
        close();
      start ??= heads ?? index;
      heads = undefined;
      remark = own;
      end = index;
    }
  });
  close();
  return found;
}

/** A heading of the first two levels. */
function isSectionHead(line: string): boolean {
  return /^#{1,2}\s/u.test(line);
}

function isRule(line: string): boolean {
  return /^\s{0,3}(?:-[-\s]*|\*[*\s]*|_[_\s]*)$/u.test(line);
}
