/** A test case cut into the parts below its headings, most of which name test units. */
import type { Piece } from "./pieces.ts";
import { unitReference } from "./references.ts";

/** The part of a case below one heading. `labels` are the units that the heading names. */
export interface Segment {
  readonly labels: readonly string[];
  readonly title: string | undefined;
  readonly depth: number;
  readonly pieces: Exclude<Piece, { kind: "rule" }>[];
}

export function splitSegments(pieces: readonly Piece[]): readonly Segment[] {
  let open: Segment = { labels: [], title: undefined, depth: 0, pieces: [] };
  const segments = [open];
  for (const piece of pieces) {
    if (piece.kind === "rule") continue;
    const unit = piece.kind === "heading" ? unitReference(piece.title) : undefined;
    if (
      piece.kind === "heading" &&
      (unit !== undefined || open.labels.length === 0 || piece.depth <= open.depth)
    ) {
      open = { labels: unit?.labels ?? [], title: piece.title, depth: piece.depth, pieces: [] };
      segments.push(open);
    } else open.pieces.push(piece);
  }
  return segments;
}
