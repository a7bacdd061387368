import type { Release } from "@pulumi/kubernetes/helm/v3";
import * as pulumi from "@pulumi/pulumi";
import { prometheusOperatorCrdsValues } from "./prometheus-operator-crds-values";
import { pinnedRelease } from "./release";

/** The component that made the release before cert-manager came between the two, by its name in the program. */
const FORMER_PARENT = { name: "metrics", type: "pharos:metrics:MetricsStack" };

/**
 * The Prometheus operator's custom resource definitions, before everything else in the cluster: monitors and rules are made of them by
 * nearly every chart, and by those that Prometheus itself waits for.
 */
export function createOperatorCrds(
  name: string,
  namespace: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): Release {
  return pinnedRelease(
    name,
    { chart: "prometheus-operator-crds", namespace, values: prometheusOperatorCrdsValues() },
    { ...opts, aliases: [{ parent: pulumi.createUrn(FORMER_PARENT.name, FORMER_PARENT.type) }] },
  );
}
