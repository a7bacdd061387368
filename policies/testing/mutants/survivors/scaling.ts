import { caughtBy, type Survivor } from "./survivor";

/** What makes workloads larger and smaller. */
export const scaling: readonly Survivor[] = [
  ...caughtBy("components/scaling/scaling.test.ts")(
    [
      "kubernetes:keda.sh/v1alpha1:ScaledObject",
      /spec.*/,
      "all",
      "By what each workload grows, between which bounds, how slowly it shrinks, and that it does not while Prometheus is silent, is compared whole.",
    ],
    [
      "kubernetes:helm.sh/v3:Release",
      /values\.(certificates|http|permissions|volumes)(\..+)?|values\.rbac\.enabledCustomScaledRefKinds/,
      "all",
      "Whose certificate KEDA shows, whom it trusts from which version of TLS on, and that it reads no Secrets of other namespaces, is compared whole.",
    ],
  ),
];
