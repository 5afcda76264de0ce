/** Whether an item of evidence is about the dossier's subject, about a part of it, or about something else. */
import type { Dossier, EvidenceItem } from "#dossier";

/** What the dossier is about, prepared for comparison. */
export interface SubjectIdentity {
  /** How messages call the subject. */
  readonly title: string;
  /** Every name under which the subject goes, in comparable form. */
  readonly names: ReadonlySet<string>;
  readonly hardware: string | undefined;
  readonly software: string | undefined;
  /** Apps, associated services and components inside the boundary, by comparable name. */
  readonly parts: ReadonlyMap<string, { readonly name: string; readonly version: string | undefined }>;
}

export interface BoundaryMatch {
  /** "part" is about something inside the boundary, "none" about something else. */
  readonly fit: "whole" | "part" | "none";
  /** The boundary field that decides against the item; undefined unless `fit` is "none". */
  readonly field: "product" | "hardware" | "software" | "componentVersion" | undefined;
  /** One clause without a full stop. */
  readonly because: string;
}

const identities = new WeakMap<object, { readonly subject: object; readonly identity: SubjectIdentity }>();

/** The identity of a dossier's subject; the same object as long as scope and header keep their subject. */
export function subjectIdentity(dossier: Dossier): SubjectIdentity {
  const known = identities.get(dossier.scope);
  if (known !== undefined && known.subject === dossier.header.subject) return known.identity;
  const identity = readIdentity(dossier);
  identities.set(dossier.scope, { subject: dossier.header.subject, identity });
  return identity;
}

function readIdentity({ header, scope }: Dossier): SubjectIdentity {
  const { dut } = scope;
  const names = new Set<string>([comparable(header.subject.name)]);
  for (const name of [dut?.name, dut?.model]) if (name !== undefined) names.add(comparable(name));
  if (dut?.name !== undefined && dut.model !== undefined) names.add(comparable(`${dut.name} ${dut.model}`));
  const parts = new Map<string, { name: string; version: string | undefined }>();
  for (const one of [...(scope.apps ?? []), ...(scope.associatedServices ?? [])]) {
    parts.set(comparable(one.name), { name: one.name, version: one.version });
  }
  for (const name of scope.service?.components ?? [])
    parts.set(comparable(name), { name, version: undefined });
  return {
    title: dut?.name ?? dut?.model ?? header.subject.name,
    names,
    hardware: dut?.hardware,
    software: dut?.software,
    parts,
  };
}

/**
 * Compares the boundary of an item with the subject. What is not recorded on either side cannot contradict.
 * An item about a named component is a part; its `product` may then be another one that holds the same part
 * (TS 103 701 clause 4.7 looks at the part relied on), but a `software` version beside our own product must be ours.
 */
export function matchBoundary(item: EvidenceItem, subject: SubjectIdentity): BoundaryMatch {
  const { boundary } = item;
  if (boundary === undefined) return whole("no boundary is recorded");
  const part = namedPart(item, subject);
  const otherProduct = boundary.product !== undefined && !subject.names.has(comparable(boundary.product));
  if (part === undefined && otherProduct) {
    return none("product", `it is about ${boundary.product}, not about ${subject.title}`);
  }
  if (part === undefined || !otherProduct) {
    const mismatch = versionMismatch(boundary, subject);
    if (mismatch !== undefined) return mismatch;
  }
  if (part === undefined) return whole(`it is about ${subject.title}`);
  const ours = subject.parts.get(comparable(part))?.version;
  const theirs =
    boundary.componentVersion ?? (boundary.component === undefined ? boundary.software : undefined);
  if (ours !== undefined && theirs !== undefined && !sameVersion(ours, theirs)) {
    return none(
      "componentVersion",
      `it is about version ${theirs} of ${part}, the dossier holds version ${ours}`,
    );
  }
  return { fit: "part", field: undefined, because: `it is about a part, ${part}` };
}

/**
 * True when an item may stand for the whole subject: neither a component nor an app or service beside the device.
 * Used wherever a claim is about the product, so that a certificate for a part never becomes a product-wide claim.
 */
export function coversWholeProduct(item: EvidenceItem, dossier: Dossier): boolean {
  return matchBoundary(item, subjectIdentity(dossier)).fit === "whole";
}

function versionMismatch(
  boundary: NonNullable<EvidenceItem["boundary"]>,
  subject: SubjectIdentity,
): BoundaryMatch | undefined {
  const { hardware, software } = boundary;
  if (
    hardware !== undefined &&
    subject.hardware !== undefined &&
    comparable(hardware) !== comparable(subject.hardware)
  ) {
    return none("hardware", `it is about hardware ${hardware}, the DUT is hardware ${subject.hardware}`);
  }
  if (software !== undefined && subject.software !== undefined && !sameVersion(software, subject.software)) {
    return none("software", `it is about software ${software}, the DUT runs ${subject.software}`);
  }
  return undefined;
}

/** The part an item names: its component, or an app or service given as its product. */
function namedPart({ boundary }: EvidenceItem, subject: SubjectIdentity): string | undefined {
  if (boundary?.component !== undefined) return boundary.component;
  if (boundary?.product === undefined) return undefined;
  const product = comparable(boundary.product);
  return subject.names.has(product) ? undefined : subject.parts.get(product)?.name;
}

/** Versions are compared letter by letter; only a leading v is dropped, because people write both. */
export function sameVersion(a: string, b: string): boolean {
  return plainVersion(a) === plainVersion(b);
}

function plainVersion(text: string): string {
  return text.trim().replace(/^v(?=\d)/i, "");
}

function comparable(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
}

function whole(because: string): BoundaryMatch {
  return { fit: "whole", field: undefined, because };
}

function none(field: NonNullable<BoundaryMatch["field"]>, because: string): BoundaryMatch {
  return { fit: "none", field, because };
}
