import { caughtBy, refused, type Survivor } from "./survivor";

/** The way in for people, and of pods to AWS by tokens of their cluster. */
export const gateway: readonly Survivor[] = [
  ...caughtBy("components/access/gateway.test.ts")([
    ["kubernetes:eks.amazonaws.com/v1:IngressClassParams", "kubernetes:networking.k8s.io/v1:IngressClass"],
    /spec.*/,
    "all",
    "Where the entrance is and which headers it takes are compared whole.",
  ]),
  ...caughtBy("components/access/gateway.test.ts")([
    "kubernetes:helm.sh/v3:Release",
    /values\.(config\.configFile|extraArgs\.(http|metrics)-.+|extraEnv\[\].*|extraVolume(Mount)?s\[\].*|httpScheme|proxyVarsAsSecrets|service\.appProtocol)/,
    "all",
    "Whom each door lets in, that it listens and calls over TLS alone, and from which Secrets it has its own is compared there; the volumes of Falcosidekick are in components/runtime-security/values.test.ts.",
  ]),
  ...caughtBy("components/access/label-proxy.test.ts")([
    "kubernetes:helm.sh/v3:Release",
    /values\.extraContainers.*/,
    "all",
    "What bounds a team to its own metrics is compared whole.",
  ]),
  ...caughtBy("infra/workload-roles.test.ts")([
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    /clientIdLists\[\]/,
    ["remove"],
    "For whom the cluster's tokens are is compared.",
  ]),
  ...refused([
    "aws:iam/role:Role",
    /assumeRolePolicy\.Statement\[\]\.Principal\.Federated(\[\])?/,
    ["remove"],
    "AWS takes no statement of trust without a principal.",
  ]),
];
