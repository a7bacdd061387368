import { homedir } from "node:os";
import * as path from "node:path";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../../content/user-error";
import type { PlatformCluster } from "./platform-cluster";

/** Where a kubeconfig is found: exactly one of the two. */
export interface KubeconfigReference {
  /**
   * Path of the file on the machine that runs Pulumi, absolute or beginning with `~/`.
   * @default - `variable`
   */
  readonly path?: string;
  /**
   * Name of the environment variable that holds it.
   * @default - `path`
   */
  readonly variable?: string;
}

export interface ExistingClusterArgs {
  readonly kubeconfig: KubeconfigReference;
  /** Context of the kubeconfig; the cluster's name to us. */
  readonly context: string;
  /** Class of encrypted volumes that waits for the pod and can grow. */
  readonly storageClassName: string;
}

/**
 * A cluster that is there already, on any cloud or none, behind the same interface as one of our own. It makes nothing in the cluster, and
 * nothing outlives it: what is put inside is deleted piece by piece. What EKS Auto Mode gives (encrypted nodes, NetworkPolicies that are
 * enforced, a class of encrypted volumes) is up to whoever runs it.
 *
 * Costs nothing.
 *
 * Refuses a kubeconfig that is named by neither a path nor a variable, or by a variable that is not set.
 */
export class ExistingCluster extends pulumi.ComponentResource implements PlatformCluster {
  readonly clusterName: pulumi.Output<string>;
  readonly provider: Provider;
  readonly adoptingProvider: Provider;
  readonly storageClassName: pulumi.Output<string>;

  constructor(name: string, args: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:cluster:ExistingCluster", name, {}, opts);

    const kubeconfig = locate(args.kubeconfig);
    this.provider = this.createProvider(`${name}-kubernetes`, args, kubeconfig, false);
    this.adoptingProvider = this.createProvider(`${name}-kubernetes-adopting`, args, kubeconfig, true);

    this.clusterName = pulumi.output(args.context);
    this.storageClassName = pulumi.output(args.storageClassName);
    this.registerOutputs({ clusterName: this.clusterName, storageClassName: this.storageClassName });
  }

  private createProvider(
    name: string,
    { context }: ExistingClusterArgs,
    kubeconfig: pulumi.Input<string>,
    adopts: boolean,
  ): Provider {
    return new Provider(
      name,
      {
        kubeconfig,
        context,
        // Another path or another credential is the same cluster: without it, everything inside would be replaced.
        clusterIdentifier: `existing:${context}`,
        enableServerSideApply: true,
        ...(adopts ? { upsertExistingObjects: true } : {}),
      },
      { parent: this },
    );
  }
}

/** The path, which the provider reads by itself, so that no credential gets into the state; or the variable's value, as a secret. */
function locate({ path: file, variable }: KubeconfigReference): pulumi.Input<string> {
  if (file !== undefined && variable === undefined) {
    return file.startsWith("~/") ? path.join(homedir(), file.slice(2)) : file;
  }
  if (variable === undefined || file !== undefined) {
    throw new UserError(
      `'kubeconfig' should name exactly one of 'path' and 'variable', got ${file === undefined ? "neither" : "both"}`,
      "give the path of a file, or the name of an environment variable",
    );
  }
  const value = process.env[variable];
  if (value === undefined || value === "") {
    throw new UserError(
      `the environment variable ${variable}, which should hold the kubeconfig, is not set`,
      `set ${variable}, or name a file by cluster.kubeconfig.path`,
    );
  }
  return pulumi.secret(value);
}
