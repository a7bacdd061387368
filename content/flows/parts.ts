/** What flows of several namespaces are made of. */
import type { FlowRegion, OutwardFlow, Pods, Ports } from "./flow";

export const HTTP_PORT = 80;
export const HTTPS_PORT = 443;
/** Where API servers listen that are not EKS's: network plugins may look at a packet after the Service's port 443 was replaced. */
const OTHER_API_PORT = 6443;

/** Pods with one of these names of a program. */
export const named = (...values: readonly string[]): Pods => ({ label: "app.kubernetes.io/name", values });
export const prometheus = named("prometheus");
export const alertmanager = named("alertmanager");

const apiPorts: Ports = ({ ranges }) => (ranges === undefined ? [HTTPS_PORT, OTHER_API_PORT] : [HTTPS_PORT]);

/** Ports of a flow that there is on EKS alone. */
export const onEks =
  (...ports: readonly number[]): Ports =>
  ({ ranges }) =>
    ranges === undefined ? [] : ports;

/** Ports of a flow that there is on EKS alone, where Thanos keeps metrics. */
export const withThanos =
  (...ports: readonly number[]) =>
  ({ ranges, metricsStore = "thanos" }: FlowRegion): readonly number[] =>
    ranges === undefined || metricsStore !== "thanos" ? [] : ports;

/** Ports of a flow to the region's workspace of metrics, where it has one. */
export const withWorkspace: Ports = ({ hasWorkspace = false }) => (hasWorkspace ? [HTTPS_PORT] : []);

export const toApiServer = (who: string, pods: Pods, why: string): OutwardFlow => ({
  name: `${who}-to-api-server`,
  pods,
  to: "api-server",
  ports: apiPorts,
  why,
});

/** Credentials of a workload's role in AWS. */
export const toPodIdentity = (who: string, pods: Pods): OutwardFlow => ({
  name: `${who}-to-pod-identity`,
  pods,
  to: "pod-identity",
  ports: [HTTP_PORT],
  why: "gets the credentials of its role",
  only: "on EKS",
});
