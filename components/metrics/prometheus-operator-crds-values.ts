/**
 * Values of prometheus-operator-crds: the custom resource definitions as a release of their own, so that they are upgraded (Helm
 * never upgrades what lies in a chart's `crds/`; here they are templates), and so that everything made of them can depend on them.
 * The chart's defaults install every definition, which is what we want: there is nothing to set.
 */
export function prometheusOperatorCrdsValues(): Record<string, never> {
  return {};
}
