import { Job } from "@pulumi/kubernetes/batch/v1";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { databaseRoots } from "../../content/database-roots";
import { type DatabaseLogins, databaseUserJob } from "./database-user-job";
import type { DatabaseConnection } from "./connection";
import { goesWith } from "../goes-with";

export interface DatabaseUserArgs extends DatabaseLogins {
  /** Namespace of the program that uses the database, and of the logins' Secrets. */
  readonly namespace: pulumi.Input<string>;
  readonly connection: DatabaseConnection<pulumi.Input<string>>;
  /** Authorities that sign the server's certificate, as PEM text; see `content/database-roots.ts`. */
  readonly roots: string;
  /**
   * The cluster, with which the authorities go.
   * @default - none: they are deleted for themselves
   */
  readonly cluster?: pulumi.Resource;
}

/**
 * The program's user in a PostgreSQL database, which AWS does not make: a job makes it as the database's administrator, gives it the
 * database, and sets the password that the cluster made. It runs once in a cluster's life and may run any number of times: in a cluster
 * that is made anew beside a database that stayed, it sets the new password.
 *
 * Costs nothing.
 *
 * The password never leaves the client in clear text: the database is told its SCRAM verifier, so that its log of definitions has none.
 */
export class DatabaseUser extends pulumi.ComponentResource {
  /** The job; Pulumi waits until it is done. */
  readonly done: Job;
  /** ConfigMap with the authorities, for whoever calls the database. */
  readonly roots: ConfigMap;

  constructor(name: string, args: DatabaseUserArgs, opts?: pulumi.ComponentResourceOptions) {
    super("pharos:databases:DatabaseUser", name, {}, opts);

    this.roots = this.createRoots(name, args);
    this.done = this.createJob(name, args);
    this.registerOutputs();
  }

  private createRoots(name: string, { namespace, roots, cluster }: DatabaseUserArgs): ConfigMap {
    return new ConfigMap(
      `${name}-roots`,
      { metadata: { name: databaseRoots.name, namespace }, data: { [databaseRoots.key]: roots } },
      { parent: this, ...goesWith(cluster) },
    );
  }

  /** A changed job is another one: what has run cannot be changed. */
  private createJob(name: string, args: DatabaseUserArgs): Job {
    const { namespace, connection, cluster } = args;
    return new Job(`${name}-job`, databaseUserJob(namespace, connection, args), {
      parent: this,
      dependsOn: [this.roots],
      deleteBeforeReplace: true,
      ...goesWith(cluster),
    });
  }
}
