import * as path from "node:path";
import { obtainPulumi } from "../cli/obtain";

/** The Pulumi CLI that tests use. */
export interface TestPulumi {
  /** Its path. */
  readonly command: string;
  /** The environment with which it finds its language host. */
  readonly env: NodeJS.ProcessEnv;
}

/** Names a folder with `bin/pulumi` and `bin/pulumi-language-nodejs` to use instead of finding or obtaining a CLI. */
const ROOT_VARIABLE = "PHAROS_TEST_PULUMI_ROOT";

/** The real CLI, found or obtained as the `pharos` command does it. */
export async function testPulumi(): Promise<TestPulumi> {
  const given = process.env[ROOT_VARIABLE];
  const root = given === undefined ? (await obtainPulumi()).root : given;
  const bin = path.join(root, "bin");
  return {
    command: path.join(bin, "pulumi"),
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}` },
  };
}
