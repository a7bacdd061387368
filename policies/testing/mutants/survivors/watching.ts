import { caughtBy, type Survivor } from "./survivor";

const PROBE = "kubernetes:monitoring.coreos.com/v1:Probe";
const SCALED_OBJECT = "kubernetes:keda.sh/v1alpha1:ScaledObject";

/** Questions from outside, and what follows its load. */
export const watching: readonly Survivor[] = [
  ...caughtBy("components/probes/endpoint-probes.test.ts")([
    PROBE,
    /spec(\..+)?/,
    "all",
    "What is asked, of whom and over which TLS is compared there.",
  ]),
  ...caughtBy("components/scaling/scaling.test.ts")([
    SCALED_OBJECT,
    /spec(\..+)?/,
    "all",
    "What is scaled, by which load and how far is compared there.",
  ]),
];
