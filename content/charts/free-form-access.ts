import type { FreeForm } from "./free-form";

/** Of the charts by which people look at the platform: the gateway, Grafana. */
export const freeFormOfAccess: readonly FreeForm[] = [
  {
    charts: ["oauth2-proxy"],
    path: ["extraArgs"],
    reason: "flags of the program, which does not start with one that it does not know",
  },
  ...["readinessProbe", "livenessProbe"].map((probe) => ({
    charts: ["grafana"] as const,
    path: [probe, "httpGet"],
    reason: "the request of a probe, which the chart hands on; it also has a scheme",
  })),
];
