/** The namespace of the gateway: the one way by which people reach the platform's programs. */
export const accessNamespace = "access";

/** The charts by which people reach the platform: part of the version table, which says what an entry has. */
export const accessCharts = {
  "oauth2-proxy": {
    repository: "https://oauth2-proxy.github.io/manifests",
    chart: "oauth2-proxy",
    version: "10.7.0",
    appVersion: "7.15.3",
    namespace: accessNamespace,
    source: "oauth2-proxy/manifests@e1ab966",
    verified: "2026-11-26",
  },
} as const;
