/** The contract of the HTTP API: endpoints, schemas and problem details, for server, clients and documentation. */
export { areaTitles, endpointOf, endpoints, operationIds } from "./endpoints.ts";
export type { Endpoints, OperationId } from "./endpoints.ts";
export type { Area, BinaryBody, Caller, Endpoint, InputOf, Reply } from "./endpoint.ts";
export { openApiDocument, problemsOf } from "./openapi.ts";
export { problemDetailsSchema, problemTypeNames, problemTypes, problemTypeUri } from "./problem-details.ts";
export type { ProblemDetails, ProblemType, RequestFault } from "./problem-details.ts";
