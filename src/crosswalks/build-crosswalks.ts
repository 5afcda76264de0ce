/** Builds the crosswalks from parsed JSON files: what is faulty is left out, and everything wrong with it is said. */
import {
  findEdition,
  indexProvisions,
  pointerTo,
  schemaFaults,
  type Catalogue,
  type CatalogueFault,
  type CatalogueFile,
  type Fault,
} from "#standards";
import { externalRequirements } from "./external-requirements.ts";
import { crosswalkSchemaFor, isUkPsti, type Crosswalk } from "./schema.ts";

/** The crosswalks of the given files; trusted files are taken as they are. */
export function buildCrosswalks(
  files: readonly CatalogueFile[],
  catalogue: Catalogue,
): { readonly crosswalks: readonly Crosswalk[]; readonly faults: readonly CatalogueFault[] } {
  const crosswalks: Crosswalk[] = [];
  const faults: CatalogueFault[] = [];
  for (const { path, json, trusted } of files) {
    const found = trusted === true ? [] : check(json, catalogue, crosswalks);
    if (found.length === 0) crosswalks.push(json as Crosswalk);
    for (const fault of found) faults.push({ path, ...fault });
  }
  return { crosswalks, faults };
}

function check(json: unknown, catalogue: Catalogue, others: readonly Crosswalk[]): readonly Fault[] {
  const id = typeof json === "object" && json !== null ? (json as Record<string, unknown>)["id"] : undefined;
  if (typeof id !== "string")
    return [{ pointer: "/id", message: "A crosswalk needs an id, for example eu-cra." }];
  const found = schemaFaults(crosswalkSchemaFor(id), json);
  if (found.length > 0) return found;
  if (others.some((one) => one.id === id)) {
    return [
      { pointer: "/id", message: `There is already a crosswalk with the id ${id}; keep one of the two.` },
    ];
  }
  return crossCheck(json as Crosswalk, catalogue);
}

function crossCheck(crosswalk: Crosswalk, catalogue: Catalogue): readonly Fault[] {
  return [
    ...checkRelations(crosswalk, catalogue),
    ...checkSources(crosswalk),
    ...(isUkPsti(crosswalk) ? checkRoutes(crosswalk.requirements, crosswalk.deemedComplianceRoutes) : []),
  ];
}

function checkRelations(crosswalk: Crosswalk, catalogue: Catalogue): readonly Fault[] {
  const { document, edition: name } = crosswalk.evidenceStandard;
  const edition = findEdition(catalogue, { document, edition: name });
  if (edition?.kind !== "provisions") {
    return [
      { pointer: "/evidenceStandard", message: `The catalogue has no provisions of ${document} ${name}.` },
    ];
  }
  const { byId } = indexProvisions(edition);
  const seen = new Set<string>();
  return externalRequirements(crosswalk).flatMap((requirement) => {
    const twice = seen.has(requirement.id);
    seen.add(requirement.id);
    const messages = requirement.relations.flatMap(({ provision, modality, relation, overlap }) => {
      const known = byId.get(provision);
      const empty = (relation === "no-relationship") === (overlap === "none");
      return [
        ...(known === undefined ? [`${document} ${name} has no provision ${provision}.`] : []),
        ...(known !== undefined && known.modality !== modality
          ? [`provision ${provision} is worded with "${known.modality}", not "${modality}".`]
          : []),
        ...(empty
          ? []
          : [`provision ${provision}: the overlap is none exactly where there is no relationship.`]),
      ];
    });
    return [...(twice ? ["the id stands more than once."] : []), ...messages].map((message) => ({
      pointer: "",
      message: `${requirement.id}: ${message}`,
    }));
  });
}

/** Every source id that is cited anywhere is listed under sources. */
function checkSources(crosswalk: Crosswalk): readonly Fault[] {
  const known = new Set(crosswalk.sources.map((one) => one.id));
  const faults: Fault[] = [];
  const walk = (value: unknown, path: readonly PropertyKey[]): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const at = [...path, key];
      if (key === "sources" && path.length > 0 && Array.isArray(child)) {
        for (const id of child.filter((one) => typeof one === "string" && !known.has(one))) {
          faults.push({ pointer: pointerTo(...at), message: `"${String(id)}" is not among the sources.` });
        }
      } else walk(child, at);
    }
  };
  walk(crosswalk, []);
  return faults;
}

function checkRoutes(
  requirements: readonly { readonly id: string; readonly deemedCompliance: readonly string[] }[],
  routes: readonly { readonly id: string; readonly requirement: string }[],
): readonly Fault[] {
  const byId = new Map(routes.map((one) => [one.id, one.requirement]));
  const named = requirements.flatMap(({ id, deemedCompliance }) =>
    deemedCompliance
      .filter((route) => byId.get(route) !== id)
      .map((route) => ({
        pointer: "/requirements",
        message: `${id} names the route ${route}, which is not one of its routes.`,
      })),
  );
  const listed = new Set(requirements.flatMap((one) => one.deemedCompliance));
  // Routes by a label stand for all requirements at once and are named by none.
  const single = new Set(requirements.map((one) => one.id));
  const unnamed = routes
    .filter((one) => single.has(one.requirement) && !listed.has(one.id))
    .map((one) => ({
      pointer: "/deemedComplianceRoutes",
      message: `No requirement names the route ${one.id}.`,
    }));
  return [...named, ...unnamed];
}
