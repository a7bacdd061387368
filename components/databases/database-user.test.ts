/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { record, type Recording } from "../testing/record";
import { DatabaseUser } from "./database-user";

const connection = {
  host: "db.example.com",
  port: 5432,
  database: "grafana",
  user: "grafana",
  authentication: { by: "password", secretName: "user-password" },
} as const;

const make = (): Promise<Recording> =>
  record(() => {
    new DatabaseUser("grafana-user", {
      namespace: "dashboards",
      connection,
      masterSecret: "master",
      passwordSecret: { name: "user-password", key: "PASSWORD" },
      roots: "-----BEGIN CERTIFICATE-----\n",
    });
  });

/** The one container of the job. */
async function container(): Promise<{ command: string[]; env: { name: string; value?: string }[] }> {
  const { inputs } = (await make()).get("kubernetes:batch/v1:Job", "grafana-user-job");
  return inputs["spec"].template.spec.containers[0];
}

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("DatabaseUser", function () {
  this.timeout(PATIENCE_MS);

  it("is a job, and the authorities that it needs before", async () => {
    const recording = await make();
    assert.deepEqual(recording.lines, [
      "pharos:databases:DatabaseUser grafana-user",
      "kubernetes:core/v1:ConfigMap grafana-user-roots < grafana-user",
      "kubernetes:batch/v1:Job grafana-user-job < grafana-user",
    ]);
    const job = recording.get("kubernetes:batch/v1:Job", "grafana-user-job");
    assert.deepEqual(job.dependsOn, ["grafana-user-roots"]);
  });

  it("runs restricted, without a key to the Kubernetes API, and reads what it mounts", async () => {
    const { inputs } = (await make()).get("kubernetes:batch/v1:Job", "grafana-user-job");
    const { automountServiceAccountToken, securityContext, containers, volumes } =
      inputs["spec"].template.spec;
    assert.equal(automountServiceAccountToken, false);
    assert.deepEqual(securityContext, {
      runAsNonRoot: true,
      runAsUser: 70,
      runAsGroup: 70,
      fsGroup: 70,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(containers[0].securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
    });
    assert.deepEqual(containers[0].volumeMounts, [
      { name: "roots", mountPath: "/etc/pharos/database", readOnly: true },
      { name: "master", mountPath: "/etc/pharos/master", readOnly: true },
      { name: "password", mountPath: "/etc/pharos/password", readOnly: true },
    ]);
    assert.deepEqual(volumes, [
      { name: "roots", configMap: { name: "database-roots" } },
      { name: "master", secret: { secretName: "master" } },
      { name: "password", secret: { secretName: "user-password" } },
    ]);
  });

  it("speaks with the server whose certificate AWS signed, and with no other", async () => {
    const { env } = await container();
    const plain = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    assert.equal(plain["PGSSLMODE"], "verify-full");
    assert.equal(plain["PGSSLROOTCERT"], "/etc/pharos/database/roots.pem");
    assert.equal(plain["PGHOST"], "db.example.com");
  });

  it("has passwords from files of Secrets alone", async () => {
    const { inputs } = (await make()).get("kubernetes:batch/v1:Job", "grafana-user-job");
    const { volumes, containers } = inputs["spec"].template.spec;
    assert.deepEqual(volumes.slice(1), [
      { name: "master", secret: { secretName: "master" } },
      { name: "password", secret: { secretName: "user-password" } },
    ]);
    assert.doesNotMatch(JSON.stringify(containers), /secretKeyRef/);
  });

  it("never tells the server the password, whose log keeps definitions", async () => {
    const { command } = await container();
    const folder = mkdtempSync(path.join(tmpdir(), "pharos-psql-"));
    try {
      // A client that writes down its arguments and what it reads.
      const client = path.join(folder, "psql");
      const log = path.join(folder, "log");
      writeFileSync(path.join(folder, "username"), "administrator");
      writeFileSync(path.join(folder, "password"), "master's");
      writeFileSync(path.join(folder, "user"), "a %s 'b");
      writeFileSync(client, `#!/bin/sh\nprintf '%s\\n' "psql $*" >>"$LOG"\ncat >>"$LOG"\n`);
      chmodSync(client, 0o700);
      const [shell = "", ...args] = command;
      const { status, stderr } = spawnSync(shell, args, {
        env: {
          PATH: `${folder}:/usr/bin:/bin`,
          LOG: log,
          PGDATABASE: "grafana",
          DATABASE_USER: "grafana",
          MASTER_FOLDER: folder,
          PASSWORD_FILE: path.join(folder, "user"),
        },
        encoding: "utf8",
      });
      assert.deepEqual([status, stderr], [0, ""]);
      assert.equal(
        readFileSync(log, "utf8"),
        [
          "psql --set ON_ERROR_STOP=1 --set user=grafana --set database=grafana",
          "select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \\gexec",
          'grant :"user" to current_user;',
          'alter database :"database" owner to :"user";',
          "psql --set ON_ERROR_STOP=1 --command \\password grafana",
          "a %s 'b",
          "a %s 'b",
          "",
        ].join("\n"),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("fails when the client does", async () => {
    const { command } = await container();
    const folder = mkdtempSync(path.join(tmpdir(), "pharos-psql-"));
    try {
      const client = path.join(folder, "psql");
      writeFileSync(client, "#!/bin/sh\ncat >/dev/null\nexit 3\n");
      chmodSync(client, 0o700);
      const [shell = "", ...args] = command;
      for (const file of ["username", "password", "user"]) writeFileSync(path.join(folder, file), "c");
      const env = {
        PATH: `${folder}:/usr/bin:/bin`,
        PGDATABASE: "a",
        DATABASE_USER: "b",
        MASTER_FOLDER: folder,
        PASSWORD_FILE: path.join(folder, "user"),
      };
      assert.equal(spawnSync(shell, args, { env }).status, 3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
