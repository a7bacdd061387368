import {
  SAMPLES_PER_SEND_TO_WORKSPACE,
  WORKSPACE_REPLICA_LABEL,
} from "../../content/managed-prometheus/names";
import { mutualTlsAcrossRegions, remoteWriteClientSecret } from "../../content/metrics/certificates";
import { type RelabelConfig, writeRelabelConfigs } from "../../content/metrics/hub-export";
import { replicaLabel } from "../../content/metrics/names";
import { remoteWriteQueue, SAMPLES_PER_SEND } from "../../content/metrics/sizing";
import type { RemoteWrite, TextLike } from "./settings";

/**
 * One entry of `remoteWrite`. The queue reads the write-ahead log, which goes back about two hours; an outage longer than that leaves a hole
 * there, which with Thanos the region's own blocks fill. See `remoteWriteQueue` for how it is sized.
 *
 * A workspace of Amazon Managed Service for Prometheus takes no exemplars, nothing older than an hour, and smaller requests; the halves of the pair tell it which of them
 * they are by a label of its own.
 */
export function remoteWriteSpec<Text extends TextLike>(
  { queue, url, proof, sends }: RemoteWrite<Text>,
  samplesPerSecond: number,
) {
  const toHub = proof === "certificate";
  const relabel: readonly RelabelConfig[] = [
    ...(sends === "everything" ? [] : writeRelabelConfigs()),
    ...(toHub ? [] : replicaForWorkspace),
  ];
  return {
    name: queue,
    url,
    remoteTimeout: "30s",
    // A redirect would carry the samples to a name that nobody has checked.
    followRedirects: false,
    sendExemplars: toHub,
    sendNativeHistograms: true,
    queueConfig: remoteWriteQueue(samplesPerSecond, toHub ? SAMPLES_PER_SEND : SAMPLES_PER_SEND_TO_WORKSPACE),
    ...(toHub
      ? { tlsConfig: mutualTlsAcrossRegions(remoteWriteClientSecret) }
      : { sigv4: { region: proof.signedIn } }),
    ...(relabel.length === 0 ? {} : { writeRelabelConfigs: relabel }),
  };
}

/** After everything else: a list of labels that may leave does not know this one. Inside the region the halves keep their usual label. */
const replicaForWorkspace: readonly RelabelConfig[] = [
  {
    action: "replace",
    sourceLabels: [replicaLabel],
    targetLabel: WORKSPACE_REPLICA_LABEL,
    regex: "(.+)",
  },
  { action: "labeldrop", regex: replicaLabel },
];
