/** The matrix as JSON of the layout `plumbline-matrix/1`. */
import type { MatrixRow } from "#base/matrix";
import type { Evaluation } from "#evaluation";

export interface MatrixJsonInput {
  readonly asOf: string;
  readonly editions: Evaluation["editions"];
  readonly rows: readonly MatrixRow[];
}

export function writeMatrixJson({ asOf, editions, rows }: MatrixJsonInput): string {
  return `${JSON.stringify({ schema: "plumbline-matrix/1", asOf, editions, rows }, null, 2)}\n`;
}
