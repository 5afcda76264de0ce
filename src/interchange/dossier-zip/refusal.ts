/** Problems of archives: which entry, in words that are safe to show, and what to do. */
import { problem, type Problem, type ProblemCode } from "#problems";

/** A problem of one entry of the archive. */
export function entryProblem(code: ProblemCode, name: string, message: string): Problem {
  return problem(code, { message, at: ["line", shown(name), 1, 1] });
}

/** A problem of the archive as a whole. */
export function archiveProblem(code: ProblemCode, message: string): Problem {
  return problem(code, { message, at: ["header"] });
}

/** A name from a foreign archive without control characters and of bounded length, so that it can stand in a message. */
export function shown(name: string): string {
  // Direction marks would let a name look like another one.
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uD800-\uDFFF\uFFFD]/gu, (one) => {
    const code = one.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
  return plain.length > 200 ? `${plain.slice(0, 120)}…${plain.slice(-60)}` : plain;
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${String(bytes)} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
