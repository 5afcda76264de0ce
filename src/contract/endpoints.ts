/** All endpoints by their operation id: what the server offers is exactly this. */
import { dossierEndpoints } from "./dossiers.ts";
import type { Endpoint } from "./endpoint.ts";
import { evidenceEndpoints } from "./evidence.ts";
import { organisationEndpoints } from "./organisations.ts";
import { recordEndpoints } from "./records.ts";
import { resultEndpoints } from "./results.ts";
import { accountEndpoints, signInEndpoints } from "./sign-in.ts";
import { jobEndpoints, standardEndpoints, systemEndpoints } from "./system.ts";

export const endpoints = {
  ...dossierEndpoints,
  ...recordEndpoints,
  ...resultEndpoints,
  ...evidenceEndpoints,
  ...jobEndpoints,
  ...organisationEndpoints,
  ...signInEndpoints,
  ...accountEndpoints,
  ...standardEndpoints,
  ...systemEndpoints,
} as const;

export type Endpoints = typeof endpoints;
export type OperationId = keyof Endpoints;

export const operationIds = Object.keys(endpoints) as readonly OperationId[];

export function endpointOf(id: OperationId): Endpoint {
  return endpoints[id];
}

export const areaTitles: Readonly<Record<Endpoint["area"], string>> = {
  dossiers: "Dossiers",
  records: "Records",
  results: "What the engine says",
  evidence: "Evidence files",
  jobs: "Jobs",
  events: "Live events",
  organisations: "Organisations and members",
  tokens: "API tokens",
  audit: "Audit trail",
  "sign-in": "Sign-in",
  account: "Your account",
  standards: "Standards",
  system: "Server",
};
