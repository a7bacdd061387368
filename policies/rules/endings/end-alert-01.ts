import { endingServices } from "../../../content/endings";
import { allOf, pass, undetermined, type Outcome } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";
import { leavesOf, mayHideATree, type Leaf } from "../../evaluation/trees";
import { RELEASE } from "../workloads/chart-source";
import { ended, ENDING_CONTROLS } from "./ending-rule";

const ALERTMANAGER_CONFIG = "kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig";
const ALERTMANAGER = "kubernetes:monitoring.coreos.com/v1:Alertmanager";

/** How Alertmanager, prometheus-operator and falcosidekick call receivers of Opsgenie. */
const RECEIVER = /^opsgenie(_?configs?|_api_(key|key_file|url)|)$/i;

/** @param today `YYYY-MM-DD`, UTC */
export function noEndedReceivers(today: string): ResourceRule {
  const opsgenie = endingServices.find(({ what }) => what === "Opsgenie")!;
  return {
    id: "END-ALERT-01",
    slug: "no-receivers-that-end",
    title: "No alert is sent to a service that has ended or soon ends",
    severity: "high",
    scope: "resource",
    types: [ALERTMANAGER, ALERTMANAGER_CONFIG, RELEASE],
    controls: ENDING_CONTROLS,
    remediation: "Send alerts to PagerDuty.",
    url: opsgenie.source,
    check({ type, inputs }): readonly Outcome[] {
      const leaves = leavesOf(inputs.at(type === RELEASE ? "values" : "spec"));
      const isReceiver = ({ keys }: Leaf): boolean => keys.some((key) => RECEIVER.test(key));
      const found = leaves.find(
        (leaf) =>
          isReceiver(leaf) &&
          leaf.value.state === "value" &&
          leaf.value.value !== "" &&
          leaf.value.value !== "false",
      );
      if (found !== undefined) return [ended("alerts are sent to", opsgenie, today, found.path)];
      const hidden = leaves.find(
        (leaf) => mayHideATree(leaf) || (isReceiver(leaf) && leaf.value.state === "unknown"),
      );
      return allOf([pass, ...(hidden?.value.state === "unknown" ? [undetermined(hidden.value)] : [])]);
    },
  };
}
