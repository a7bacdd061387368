import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./free-port";
import { obtainMoto, pythonOf } from "./obtain-moto";

/** How long the server may take until it answers. */
const STARTS_WITHIN_MS = 60_000;
/** How often it is asked meanwhile. */
const ASK_EVERY_MS = 100;

/** The account that the emulator plays. */
export const EMULATED_ACCOUNT = "111122223333";

/** An AWS account on this machine, played by moto, that knows nothing of permissions. */
export interface Emulator {
  /** Environment with which the AWS SDK talks to it, whoever uses the SDK. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts an emulated AWS account on a free port of the loopback interface. It ends with its parent's call of `stop`, or with the parent.
 * @returns undefined where there is no Python to run it
 */
export async function startEmulator(): Promise<Emulator | undefined> {
  const folder = await obtainMoto();
  if (folder === undefined) return undefined;
  const port = await freePort();
  const server = spawn(pythonOf(folder), ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], {
    env: { ...process.env, MOTO_ACCOUNT_ID: EMULATED_ACCOUNT },
    stdio: "ignore",
  });
  const stopWithParent = () => void server.kill();
  process.once("exit", stopWithParent);
  const address = `http://127.0.0.1:${port}`;
  await answered(address, server);
  return {
    env: {
      AWS_ENDPOINT_URL: address,
      AWS_ACCESS_KEY_ID: "emulated",
      AWS_SECRET_ACCESS_KEY: "emulated",
      AWS_REGION: "us-east-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
    async stop() {
      process.off("exit", stopWithParent);
      if (server.exitCode !== null) return;
      server.kill();
      await once(server, "exit");
    },
  };
}

async function answered(address: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    if (server.exitCode !== null)
      throw new Error(`the emulator ended by itself, exit code ${server.exitCode}`);
    try {
      await fetch(`${address}/moto-api/`);
      return;
    } catch {
      if (Date.now() > deadline) {
        server.kill();
        throw new Error(`the emulator did not answer at ${address} within ${STARTS_WITHIN_MS / 1000} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
}
