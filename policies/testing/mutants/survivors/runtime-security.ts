import { caughtBy, type Survivor } from "./survivor";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** What judges while it happens, and how its findings become alerts. */
export const runtimeSecurity: readonly Survivor[] = [
  ...caughtBy("components/runtime-security/values.test.ts")([
    RELEASE,
    /values\.(collectors|config\.(alertmanager|aws|tls)|customRules|driver|falco\b|falcoctl|mounts|serviceMonitor\.additionalProperties).*/,
    "all",
    "Which rules Falco loads, from where, whom it tells and over what, how its priorities become severities, and in which log group every event becomes a record, is asserted in full.",
  ]),
  ...caughtBy("infra/acceptance.test.ts")([
    RELEASE,
    /values\.(controller|tolerations|tty|webui).*/,
    "all",
    "Falco is on every node and writes at once, and there is no second interface: the acceptance list has mutants of its own.",
  ]),
  ...caughtBy("components/runtime-security/runtime-security.test.ts")([
    "kubernetes:policy/v1:PodDisruptionBudget",
    /spec.*/,
    "all",
    "One of two Falcosidekicks may be taken away at a time: asserted in full; the budgets of Thanos are in components/metrics/thanos/thanos.test.ts.",
  ]),
];
