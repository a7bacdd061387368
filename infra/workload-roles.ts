import * as pulumi from "@pulumi/pulumi";
import { WorkloadRole } from "../components/access/workload-role";
import type { Cluster } from "../components/cluster/cluster";
import type { ReplicatedBucket } from "../components/storage/replicated-bucket";
import { workloadIdentities, type WorkloadName } from "../content/workload-identities";
import { workloadGrants, type WorkloadResources } from "../content/workload-permissions";
import type { DataKeys, Place } from "./foundation";

/** What workloads work on. */
export interface WorkedOn {
  readonly keys: DataKeys;
  readonly buckets: { readonly metrics: ReplicatedBucket; readonly evidence: ReplicatedBucket };
}

/** Roles that a workload waits for: a pod that starts before its role is bound has none. */
export interface WorkloadRoles {
  readonly externalSecrets: WorkloadRole;
}

/** The role of each workload whose resources the region makes. Another one is one more line. */
export function createWorkloadRoles(
  place: Place,
  cluster: Cluster,
  { keys, buckets }: WorkedOn,
): WorkloadRoles {
  const { region } = place.scope;
  const metrics = { bucketName: buckets.metrics.bucketName, keyArn: keys.metrics.arn, region };
  const evidence = { bucketName: buckets.evidence.bucketName, keyArn: keys.audit.arn, region };

  createRole(place, cluster, "prometheus", metrics);
  createRole(place, cluster, "thanos", metrics);
  createRole(place, cluster, "yace", { region });
  createRole(place, cluster, "evidence-writer", evidence);
  return { externalSecrets: createRole(place, cluster, "external-secrets", secretsOf(place, keys)) };
}

/** All secrets of the stack, and no others: their names begin with it. */
function secretsOf(
  { scope, account }: Place,
  keys: DataKeys,
): InputsOf<WorkloadResources["external-secrets"]> {
  const { organization, environment, region } = scope;
  return {
    region,
    account,
    prefix: [organization, environment, region, ""].join("-"),
    keyArn: keys.secrets.arn,
  };
}

function createRole<Name extends WorkloadName>(
  { scope, account, clusterName, aws }: Place,
  { cluster }: Cluster,
  name: Name,
  resources: InputsOf<WorkloadResources[Name]>,
): WorkloadRole {
  return new WorkloadRole(
    `pod-${name}`,
    {
      scope,
      account,
      clusterName,
      cluster,
      purpose: name,
      identity: workloadIdentities[name],
      statements: pulumi
        .output(resources)
        .apply((known) => workloadGrants[name](known as WorkloadResources[Name])),
    },
    { providers: [aws] },
  );
}

/** The same, in which each text may be an output. */
type InputsOf<T> = T extends string ? pulumi.Input<T> : { readonly [Key in keyof T]: InputsOf<T[Key]> };
