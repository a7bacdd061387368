import { cloudWatchExporterName } from "../cloudwatch/names";
import type { OutwardFlow } from "./flow";
import { HTTPS_PORT, named, onEks, toPodIdentity } from "./parts";

const exporter = named(cloudWatchExporterName);

/** Of the exporter of CloudWatch's metrics, in the namespace of metrics. */
export const cloudWatchFlows: readonly OutwardFlow[] = [
  toPodIdentity("cloudwatch-exporter", exporter),
  {
    name: "cloudwatch-exporter-to-cloudwatch",
    pods: exporter,
    // The endpoint of CloudWatch in the network.
    to: "intra",
    ports: onEks(HTTPS_PORT),
    why: "reads metrics of AWS's services",
    only: "on EKS",
  },
  {
    name: "cloudwatch-exporter-to-tags",
    pods: exporter,
    // The network has no endpoint of the Resource Groups Tagging API: it is called once in five minutes.
    to: "anywhere",
    ports: onEks(HTTPS_PORT),
    why: "looks for the stack's resources by their tags",
    only: "on EKS",
  },
];
