/** Verification of an audit trail: the chain, its signed head, and the head kept outside of the database. */
import type { AuditEvent, AuditHead } from "#workbench/stored";
import { isSignedBy, type AuditKey } from "./audit-key.ts";
import { chainStart, hashEvent, hashUnderNumber } from "./chain.ts";

export type AuditFaultKind =
  /** The event does not have its hash: a column was changed. */
  | "edited"
  /** The event stands where another one was recorded. */
  | "swapped"
  /** A number is left out. */
  | "missing"
  /** The event is sound by itself and does not follow from the one before: one of the two was replaced. */
  | "replaced"
  /** The head, or the file outside, knows of later events. */
  | "tail-cut"
  /** Events were added that the head does not count. */
  | "not-signed"
  /** All links hold, and they lead to another end than the one that was signed. */
  | "rewritten"
  /** A head has no signature of a known key. */
  | "bad-signature"
  /** There are events and no head, or no file outside. */
  | "head-missing";

export interface AuditFault {
  readonly kind: AuditFaultKind;
  /** The first event that is not as it was recorded; undefined when the fault is in no event. */
  readonly seq?: number | undefined;
  readonly message: string;
}

export interface AuditVerification {
  readonly organisationId: string;
  readonly intact: boolean;
  /** Events that are there. */
  readonly events: number;
  /** The earliest first. The chain is not followed further once it is broken. */
  readonly faults: readonly AuditFault[];
}

export interface AuditMaterial {
  readonly organisationId: string;
  /** In order of their numbers. */
  readonly events: AsyncIterable<AuditEvent>;
  /** The head in the database. */
  readonly head: AuditHead | undefined;
  /** The head outside; a text says why it cannot be read; undefined: there is none. */
  readonly outside: AuditHead | string | undefined;
  /** Keys that are trusted: the present one and those used before. */
  readonly keys: readonly Pick<AuditKey, "id" | "publicKey">[];
}

interface Chain {
  readonly count: number;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly fault: AuditFault | undefined;
  /** Hash of the event with which the head outside ends, as it is now. */
  readonly hashAtOutside: string | undefined;
}

export async function verifyTrail(material: AuditMaterial): Promise<AuditVerification> {
  const { organisationId, head, outside } = material;
  const outsideSeq = typeof outside === "object" ? outside.seq : undefined;
  const chain = await followChain(material.events, outsideSeq);
  const faults = [
    ...(chain.fault === undefined ? [] : [chain.fault]),
    ...headFaults("The signed head", head, chain, material),
    ...notCounted(head, chain),
    ...outsideFaults(outside, chain, material),
  ].sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
  return { organisationId, intact: faults.length === 0, events: chain.count, faults };
}

async function followChain(events: AsyncIterable<AuditEvent>, watched: number | undefined): Promise<Chain> {
  let [count, lastSeq, lastHash] = [0, 0, chainStart];
  let fault: AuditFault | undefined;
  let hashAtOutside: string | undefined;
  for await (const event of events) {
    fault ??= faultOf(event, lastSeq, lastHash);
    count += 1;
    [lastSeq, lastHash] = [event.seq, event.hash];
    if (event.seq === watched) hashAtOutside = event.hash;
  }
  return { count, lastSeq, lastHash, fault, hashAtOutside };
}

function faultOf(event: AuditEvent, lastSeq: number, lastHash: string): AuditFault | undefined {
  const { seq } = event;
  const expected = lastSeq + 1;
  if (seq !== expected) {
    const left = seq - 1 === expected ? `Event ${expected} is` : `Events ${expected} to ${seq - 1} are`;
    return {
      kind: "missing",
      seq: expected,
      message: `${left} missing: event ${seq} follows on event ${lastSeq}`,
    };
  }
  if (hashEvent(event) !== event.hash) {
    const other = otherPlace(event);
    if (other !== undefined) {
      return {
        kind: "swapped",
        seq,
        message: `Event ${seq} is what was recorded as event ${other}: rows were swapped`,
      };
    }
    return {
      kind: "edited",
      seq,
      message: `Event ${seq} (${event.action} on ${event.subject}) was changed after it was recorded: its content does not have its hash`,
    };
  }
  if (event.previousHash === lastHash) return undefined;
  if (lastSeq === 0) {
    return {
      kind: "replaced",
      seq,
      message: `Event ${seq} does not begin the trail: it names an event before it`,
    };
  }
  return {
    kind: "replaced",
    seq: lastSeq,
    message: `Event ${seq} does not follow from event ${lastSeq}: event ${lastSeq} was replaced, with a hash made to fit`,
  };
}

/** How far rows are looked for that were swapped. */
const reach = 10_000;

/** The number under which the event does have its hash. */
function otherPlace(event: AuditEvent): number | undefined {
  const hashUnder = hashUnderNumber(event);
  for (let distance = 1; distance <= reach; distance += 1) {
    for (const seq of [event.seq + distance, event.seq - distance]) {
      if (seq > 0 && hashUnder(seq) === event.hash) return seq;
    }
  }
  return undefined;
}

function headFaults(
  name: string,
  head: AuditHead | undefined,
  chain: Chain,
  { keys, organisationId }: AuditMaterial,
): readonly AuditFault[] {
  if (head === undefined) {
    if (chain.count === 0) return [];
    return [
      {
        kind: "head-missing",
        message: `${name} of the trail is missing, though there are ${chain.count} events`,
      },
    ];
  }
  const faults: AuditFault[] = [];
  const key = keys.find((one) => one.id === head.keyId);
  if (key === undefined) {
    faults.push({
      kind: "bad-signature",
      message: `${name} was signed by key ${head.keyId}, which is not among the known keys (${keys.map((one) => one.id).join(", ")})`,
    });
  } else if (head.organisationId !== organisationId || !isSignedBy(key, head)) {
    faults.push({
      kind: "bad-signature",
      message: `${name} (event ${head.seq}) does not have a valid signature of key ${key.id}: it was changed`,
    });
  }
  if (head.seq > chain.lastSeq) {
    faults.push({
      kind: "tail-cut",
      seq: chain.lastSeq + 1,
      message: `The end was cut: ${name.toLowerCase()} counts ${head.seq} events, the last one there is ${chain.lastSeq}`,
    });
  }
  return faults;
}

/** The head in the database moves with every event, so it must be the very last one. */
function notCounted(head: AuditHead | undefined, chain: Chain): readonly AuditFault[] {
  if (head === undefined) return [];
  if (head.seq < chain.lastSeq) {
    const seq = head.seq + 1;
    const message = `Event ${seq} and what follows were added past the signed head, which counts ${head.seq}; or the head is an older one that was put back`;
    return [{ kind: "not-signed", seq, message }];
  }
  if (head.seq > chain.lastSeq || head.hash === chain.lastHash) return [];
  return [rewritten("The signed head", chain)];
}

/** The file may be behind (a crash just after a commit, another server's events), never ahead, never beside. */
function outsideFaults(
  outside: AuditHead | string | undefined,
  chain: Chain,
  material: AuditMaterial,
): readonly AuditFault[] {
  const name = "The head kept outside the database";
  if (typeof outside === "string") return [{ kind: "head-missing", message: outside }];
  const faults = [...headFaults(name, outside, chain, material)];
  if (outside === undefined || outside.seq > chain.lastSeq) return faults;
  if (outside.seq > 0 && chain.hashAtOutside !== outside.hash) faults.push(rewritten(name, chain));
  return faults;
}

function rewritten(name: string, chain: Chain): AuditFault {
  // Where a link is broken, that is the place; where none is, the whole chain was made anew from some event on.
  const where = chain.fault === undefined ? "the chain was made anew from some event before it" : "see above";
  return {
    kind: "rewritten",
    seq: chain.fault?.seq,
    message: `${name} ends with another hash than the events there: ${where}`,
  };
}
